import { describe, expect, it } from 'vitest';
import { AttackChoice } from '../../../src/shared/attacks/attack';
import { blackBoxGives, ImportedModel } from '../../../src/shared/imported/imported-model';
import { ModelMap } from '../../../src/shared/imported/model-map';
import type { ModalitySpecs } from '../../../src/shared/data/modality';
import { blackBoxAttacks, blackBoxLimit } from '../../../src/shared/planning/black-box-limits';
import type { Target } from '../../../src/shared/data/target';

const modalities: ModalitySpecs = {
  image: { kind: 'image', height: 8, width: 8, channels: 3, mean: [0, 0, 0], std: [1, 1, 1] },
  text: { kind: 'text', maxWords: 6 },
};
const pgd = (id: string) => AttackChoice.parse({ name: 'pgd', norm: 'l2', budgets: [{ [id]: 0.1 }] });
const blackBox = { gives: [...blackBoxGives], embedded: [], worded: [] };
const whole = { gives: [...blackBoxGives, 'embedding' as const, 'gradients' as const], embedded: [], worded: [] };

describe('what an imported model can be put to', () => {
  it('follows what it gives', () => {
    expect(blackBoxLimit(pgd('image'), modalities, blackBox)).toBe(
      'needs gradients, which an imported model does not give',
    );
    expect(blackBoxLimit(pgd('image'), modalities, whole)).toBeNull();
    const embedding = AttackChoice.parse({
      name: 'decoupling',
      modalities: ['image'],
      criterion: { name: 'embedding-argmax' },
    });
    expect(blackBoxLimit(embedding, modalities, { ...blackBox, gives: ['labels', 'scores', 'gradients'] })).toBe(
      'needs the fused embedding, which this imported model does not give',
    );
    expect(blackBoxLimit(embedding, modalities, whole)).toBeNull();
  });

  it('changes a text within an embedding space that is known, and in no other', () => {
    expect(blackBoxLimit(pgd('text'), modalities, whole)).toMatch(/embedding space/u);
    expect(blackBoxLimit(pgd('text'), modalities, { ...whole, embedded: ['text'] })).toBeNull();
  });

  it('has no words to change where nothing is a text', () => {
    const { image } = modalities;
    const found = blackBoxAttacks({ image }, whole).find(({ name }) => name === 'misspell');
    expect(found?.reason).toBe('needs words to change, and the model reads no text');
    expect(blackBoxAttacks(modalities, whole).find(({ name }) => name === 'misspell')?.reason).toBeNull();
  });

  it('keeps no attack from a model that gives all', () => {
    const all = blackBoxAttacks(modalities, { ...whole, embedded: ['text'], worded: ['text'] });
    expect(all.filter(({ reason }) => reason !== null)).toEqual([]);
    expect(blackBoxAttacks(modalities, blackBox).filter(({ reason }) => reason !== null)).not.toEqual([]);
  });
});

describe('an imported model of data that ask for a value', () => {
  it('is not put to what needs another class, as no model of such data is', () => {
    const all = { ...whole, embedded: ['text'], worded: ['text'] };
    const target: Target = { kind: 'value', unit: '', range: [0, 1], tolerance: 0.1 };
    const kept = blackBoxAttacks(modalities, all, target).flatMap(({ name, reason }) =>
      reason === null ? [] : [name],
    );
    expect(kept).toEqual(['mfa', 'hopskipjump']);
  });
});

describe('models and maps from before what they give was told', () => {
  it('are black boxes, without an embedding', () => {
    const imported = ImportedModel.parse({
      source: { kind: 'onnx', sha256: 'a'.repeat(64), bytes: 1 },
      signature: {
        inputs: [{ name: 'x', type: 'float32', shape: ['n', 3] }],
        outputs: [{ name: 'y', type: 'float32', shape: ['n', 2] }],
      },
      map: {
        format: 'muroan.model-map',
        formatVersion: 1,
        title: 'old',
        inputs: { x: { kind: 'numbers', input: 'x' } },
        output: { name: 'y', classes: ['a', 'b'] },
      },
      files: {},
    });
    expect(imported).toMatchObject({ gives: ['labels', 'scores'], embedded: [], verified: null });
    expect(ModelMap.parse(imported.map)).toMatchObject({ embedding: null, gradients: 'if-possible' });
  });
});
