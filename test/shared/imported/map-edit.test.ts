import { describe, expect, it } from 'vitest';
import { foreseenGives } from '../../../src/shared/imported/foreseen-gives';
import { titleOfSource } from '../../../src/shared/imported/given-source';
import { boundTo, tokenizerOf, withBound, withClassAt, type MapDraft } from '../../../src/shared/imported/map-edit';
import { ModelMap } from '../../../src/shared/imported/model-map';
import { scalingNames, scalingOf, usualScalings } from '../../../src/shared/imported/usual-scaling';
import type { ModalitySpec } from '../../../src/shared/data/modality';

const signature = {
  inputs: [
    { name: 'small', type: 'float32', shape: ['n', 3, 8, 8] },
    { name: 'large', type: 'float64', shape: ['n', 32, 24, 3] },
    { name: 'ids', type: 'int32', shape: ['n', 12] },
  ],
  outputs: [{ name: 'y', type: 'float32', shape: ['n', 2] }],
};
const image: ModalitySpec = { kind: 'image', height: 8, width: 8, channels: 3, mean: [0], std: [1] };
const text: ModalitySpec = { kind: 'text', maxWords: 5 };
const draft: MapDraft = ModelMap.parse({
  format: 'muroan.model-map',
  formatVersion: 1,
  title: 'One',
  inputs: { image: { kind: 'numbers', input: 'small', scale: 255, mean: [1, 2, 3], units: 'range' } },
  output: { name: 'y', classes: ['a', 'b'] },
});

describe('a map that is edited', () => {
  it('has a modality on another input as it usually is there, and keeps what is known of the model', () => {
    const changed = withBound(draft, 'image', 'large', signature, image);
    expect(boundTo(changed, 'image')).toBe('large');
    expect(changed.inputs.image).toMatchObject({ layout: 'NHWC', size: [32, 24], type: 'float64' });
    expect(changed.inputs.image).toMatchObject({ scale: 255, mean: [1, 2, 3] });
  });

  it('has a text bound anew, and unbound', () => {
    const bound = withBound(draft, 'text', 'ids', signature, text);
    expect(bound.inputs.text).toMatchObject({ ids: 'ids', type: 'int32', length: 12 });
    expect(ModelMap.safeParse(bound).success).toBe(true);
    const bpe = {
      ...bound,
      inputs: { ...bound.inputs, text: { ...bound.inputs.text, tokenizer: tokenizerOf('bpe') } },
    };
    expect(withBound(bpe, 'text', 'small', signature, text).inputs.text).toMatchObject({ tokenizer: { kind: 'bpe' } });
    expect(boundTo(withBound(bound, 'text', null, signature, text), 'text')).toBeNull();
    // No property of every object is taken for a modality.
    expect(boundTo(draft, 'constructor')).toBeNull();
  });

  it('names each class once, whichever is chosen', () => {
    expect(withClassAt(['a', 'b', 'c'], 0, 'c')).toEqual(['c', 'b', 'a']);
    expect(withClassAt(['a', 'b', 'c'], 1, 'b')).toEqual(['a', 'b', 'c']);
  });
});

it('usual scalings are found again, and others are none of them', () => {
  for (const name of scalingNames) expect(scalingOf({ ...usualScalings[name] })).toBe(name);
  expect(scalingOf({ scale: 1, mean: [0.5], std: [] })).toBeNull();
});

describe('what is given', () => {
  it.each([
    ['/m/Day-1.ONNX', 'Day 1'],
    ['C:\\m\\a\\model.json', 'A'],
    ['/m/net.zip', 'Net'],
    ['model.json', 'Imported model'],
  ])('is called by its path: %s', (path, title) => {
    expect(titleOfSource({ kind: 'path', path })).toBe(title);
  });

  it('a program is called by its address', () => {
    expect(titleOfSource({ kind: 'http', address: 'http://127.0.0.1:8000/' })).toBe('127.0.0.1:8000');
  });

  it('gives what its graph and its map allow', () => {
    const yes = { possible: true, reason: null };
    const with_ = (embedding: string | null, gradients: 'if-possible' | 'never') =>
      foreseenGives({ embedding, gradients }, yes).gives;
    expect(with_(null, 'if-possible')).toEqual(['labels', 'scores', 'gradients']);
    expect(with_('z', 'if-possible')).toEqual(['labels', 'scores', 'embedding', 'gradients']);
    expect(with_('z', 'never')).toEqual(['labels', 'scores']);
    expect(foreseenGives({ embedding: 'z', gradients: 'if-possible' }, { possible: false, reason: 'x' }).gives).toEqual(
      ['labels', 'scores'],
    );
  });
});
