import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { AttackChoice, type DecouplingChoice } from '../../../src/shared/attacks/attack';
import type { RemovalRecord } from '../../../src/shared/records/record';
import { evaluate } from '../../../src/engine/evaluation/evaluate';
import { initBackend } from '../../../src/engine/backends/registry';
import type { FusedModel } from '../../../src/engine/models/fused-model';
import { inMemoryDataset } from './in-memory';
import { brightWithKey, KEY_WORD, knownAnswerModel } from './known-answer-model';

beforeAll(() => initBackend('cpu'));

const blackFill = { fills: { image: 'black', text: 'delete' } };

async function attack(model: FusedModel, settings: object): Promise<RemovalRecord> {
  const choice = AttackChoice.parse({
    name: 'decoupling',
    modalities: ['image', 'text'],
    ...blackFill,
    ...settings,
  }) as DecouplingChoice;
  const [record] = await evaluate({
    cell: {
      kind: 'attack',
      id: 'cell',
      model: 'm',
      attackIndex: 0,
      budgetIndex: 0,
      attack: choice,
      version: 1,
      seed: 0,
    },
    model,
    dataset: inMemoryDataset([brightWithKey]),
    rows: [0],
    pause: () => Promise.resolve(),
  });
  if (record.kind !== 'removal') throw new Error('not a removal record');
  return record;
}

const label = { criterion: { name: 'label' } };
const scoreDrop = { criterion: { name: 'score-drop' } };
const argmax = { criterion: { name: 'embedding-argmax' } };

describe('label = cell AND word', () => {
  it.each([label, scoreDrop])('stops at one element, cross-modal share 0: %o', async (settings) => {
    const { found } = await attack(knownAnswerModel({ rule: 'and' }), settings);
    expect(found?.regions).toHaveLength(1);
    expect(found?.necessary).toHaveLength(1);
  });
});

describe('label = cell OR word', () => {
  it('has no candidate by label: the blind spot of the released search', async () => {
    const record = await attack(knownAnswerModel({ rule: 'or' }), label);
    expect(record).toMatchObject({ attacked: true, claimed: false, found: null, candidates: 0 });
  });

  it('falls to cell and word together by score drop, both necessary', async () => {
    const { found, claimed } = await attack(knownAnswerModel({ rule: 'or' }), scoreDrop);
    expect(claimed).toBe(true);
    expect(found?.necessary).toEqual(['image', 'text']);
    const word = (brightWithKey.inputs.text as readonly string[]).indexOf(KEY_WORD);
    expect(found?.regions).toContainEqual({ kind: 'text', modality: 'text', word });
    expect(found?.attacked.predicted).toBe(0);
  });
});

describe('a constant model', () => {
  it.each([label, scoreDrop, argmax])('is never broken, nor has it candidates it could be broken by: %o', async (s) => {
    const record = await attack(knownAnswerModel({ rule: 'constant' }), s);
    expect(record.found).toBeNull();
    expect(record.wholeModality).toEqual({ image: false, text: false });
  });
});

describe('a twin with all logits × 1000', () => {
  it.each(['and', 'or'] as const)('is attacked exactly alike (%s)', async (rule) => {
    const plain = await attack(knownAnswerModel({ rule }), scoreDrop);
    const twin = await attack(knownAnswerModel({ rule, scale: 1000 }), scoreDrop);
    expect(twin.found?.regions).toEqual(plain.found?.regions);
    expect(twin.queries).toEqual(plain.queries);
    expect(twin.controls?.randomRemoval).toEqual(plain.controls?.randomRemoval);
    expect(twin.controls?.randomSearch).toEqual(plain.controls?.randomSearch);
  });

  it('is not attacked alike by the drop of p, whose softmax saturates: why the margin is the default', async () => {
    const settings = { criterion: { name: 'score-drop', score: 'probability' } };
    const plain = await attack(knownAnswerModel({ rule: 'or' }), settings);
    const twin = await attack(knownAnswerModel({ rule: 'or', scale: 1000 }), settings);
    expect(plain.found).not.toBeNull();
    expect(twin.found).toBeNull();
  });
});

describe('rotating z and counter-rotating the head', () => {
  const angles = [0.3, 1.1, 2.5];

  it.each(angles)('changes nothing under score drop (%f rad)', async (rotation) => {
    const plain = await attack(knownAnswerModel({ rule: 'or' }), scoreDrop);
    const rotated = await attack(knownAnswerModel({ rule: 'or', rotation }), scoreDrop);
    expect(rotated.found?.regions).toEqual(plain.found?.regions);
    expect(rotated.queries).toEqual(plain.queries);
    expect(rotated.candidates).toBe(plain.candidates);
  });

  it('changes what arg max z finds, so that criterion may not compare fusions', async () => {
    const counts = await Promise.all(
      [0, ...angles].map(
        async (rotation) => (await attack(knownAnswerModel({ rule: 'or', rotation }), argmax)).candidates,
      ),
    );
    expect(new Set(counts).size).toBeGreaterThan(1);
  });
});

describe('controls', () => {
  it('records that nothing removed changes nothing', async () => {
    const { controls } = await attack(knownAnswerModel({ rule: 'and' }), label);
    expect(controls?.noOp).toBe(0);
    expect(controls?.randomRemoval).toHaveLength(5);
  });

  it('records how far removing nothing moves the logits, where it is within rounding', async () => {
    const model = knownAnswerModel({ rule: 'and' });
    let calls = 0;
    const drifting: FusedModel = {
      ...model,
      decide: (z) => ((calls += 1) > 1 ? tf.add(model.decide(z), 5e-5) : model.decide(z)),
    };
    const { controls } = await attack(drifting, label);
    expect(controls?.noOp).toBeCloseTo(5e-5, 6);
  });

  it('asks anew what the same removal does under the other fills', async () => {
    // Both in place, so that black in the bright cell, or the key word gone, is the end of it.
    const { found } = await attack(knownAnswerModel({ rule: 'and' }), { ...label, modalities: ['image'] });
    expect(found?.regions).toHaveLength(1);
    // White is as bright as before, and the blur of what is bright all over its cell is more than half as bright.
    expect(found?.fills).toEqual({
      'image:black': true,
      'image:mean': true,
      'image:white': false,
      'image:noise': expect.any(Boolean) as boolean,
      'image:blur': false,
    });
    const words = await attack(knownAnswerModel({ rule: 'and' }), { ...label, modalities: ['text'] });
    expect(words.found?.fills).toEqual({ 'text:delete': true, 'text:mask': true });
  });

  it('tells when the removal path itself changes the input: the attack is void, and the run goes on', async () => {
    const model = knownAnswerModel({ rule: 'and' });
    let calls = 0;
    const broken: FusedModel = {
      ...model,
      // The clean pass embeds each modality once; every later look at the text adds a key word.
      embed: (modality, values) => {
        const spoiled = modality === 'text' && (calls += 1) > 1;
        return model.embed(modality, spoiled ? values.map((words) => [...(words as string[]), KEY_WORD]) : values);
      },
    };
    expect((await attack(broken, label)).controls!.noOp).toBeGreaterThanOrEqual(1);
  });

  it('counts in the legacy column the last removed element only', async () => {
    const { found } = await attack(knownAnswerModel({ rule: 'or' }), scoreDrop);
    expect(found?.regions.at(-1)?.kind).toBe('text');
    expect(found?.share.legacyRemoved).toBe(1);
    expect(found!.share.removed.image).toBeGreaterThan(1);
  });

  it('finds by chance, in one word, the one that matters as often as there are words', async () => {
    const oneWord = { ...label, modalities: ['text'], randomRemovals: 100 };
    const { controls, found } = await attack(knownAnswerModel({ rule: 'and' }), oneWord);
    expect(found?.regions).toHaveLength(1);
    // One of four words: 25 of 100, and within four standard deviations.
    const flips = controls!.randomRemoval.filter((flipped) => flipped).length;
    expect(flips).toBeGreaterThan(7);
    expect(flips).toBeLessThan(43);
  });
});

describe('a model that gives labels only', () => {
  it('is attacked by label', async () => {
    const { found } = await attack(knownAnswerModel({ rule: 'and', gives: ['labels'] }), label);
    expect(found?.displacement).toBeNull();
    expect(found?.regions).toHaveLength(1);
  });

  it.each([scoreDrop, argmax])('refuses what it cannot serve, saying why: %o', async (settings) => {
    await expect(attack(knownAnswerModel({ rule: 'and', gives: ['labels'] }), settings)).rejects.toThrow(
      /The model does not give (scores|embedding), which decoupling needs/,
    );
  });
});
