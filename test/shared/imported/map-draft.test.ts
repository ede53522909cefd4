import { expect, it } from 'vitest';
import type { DatasetManifest } from '../../../src/shared/data/dataset';
import { mapDraft } from '../../../src/shared/imported/map-draft';
import { ModelMap } from '../../../src/shared/imported/model-map';
import type { PredictorTensor } from '../../../src/shared/imported/signature';
import type { Target } from '../../../src/shared/data/target';

const plane = { mean: [0], std: [1] };
const modalities = {
  audio: { kind: 'audio', height: 32, width: 20, channels: 1, ...plane },
  image: { kind: 'image', height: 16, width: 16, channels: 3, ...plane },
  table: { kind: 'tabular', columns: ['a', 'b'] },
  text: { kind: 'text', maxWords: 6 },
};
const manifest = { modalities, classes: ['no', 'yes'] } as unknown as DatasetManifest;

/** The input of the model that each modality is bound to. */
function bound(...inputs: readonly (readonly [name: string, shape: PredictorTensor['shape'], type?: string])[]) {
  const signature = {
    inputs: inputs.map(([name, shape, type = 'float32']) => ({ name, type, shape: [...shape] })),
    outputs: [{ name: 'y', type: 'float32', shape: ['n', 2] }],
  };
  const { inputs: drafts } = mapDraft('A', signature, manifest, null);
  return Object.fromEntries(
    Object.entries(drafts).map(([modality, draft]) => [modality, draft.kind === 'words' ? draft.ids : draft.input]),
  );
}

it('binds none that cannot fit, though its rank is the only one left', () => {
  expect(bound(['image', ['n', 3, 16, 16]], ['numbers', ['n', 2]])).toEqual({ image: 'image', table: 'numbers' });
  expect(bound(['numbers', ['n', 5]])).toEqual({});
  expect(bound(['x', ['n', 64, 7, 7]])).toEqual({});
});

it('takes the best by name, then by sizes, then what can be brought to its sizes', () => {
  expect(bound(['first', ['n', 3, 32, 32]], ['the_image', ['n', 3, 64, 64]])).toEqual({
    image: 'the_image',
    audio: 'first',
  });
  expect(bound(['x', ['n', 32, 32, 3]], ['y', ['n', 16, 16, 3]])).toEqual({ image: 'y', audio: 'x' });
  expect(bound(['x', ['n', 1, 'height', 'width']])).toEqual({ audio: 'x' });
});

it('gives words rows of whole numbers alone', () => {
  expect(bound(['pixels', ['n', 3, 16, 16], 'int64'], ['tokens', ['n', 8], 'int64'])).toEqual({ text: 'tokens' });
});

it('says what the numbers are by what the data ask', () => {
  const signature = {
    inputs: [{ name: 'image', type: 'float32', shape: ['n', 3, 16, 16] }],
    outputs: [{ name: 'y', type: 'float32', shape: ['n', 1] }],
  };
  const value: Target = { kind: 'value', unit: '', range: [0, 1], tolerance: 0.1 };
  const drafted = (target: Target | undefined, classes: readonly string[]) =>
    mapDraft('A', signature, { ...manifest, classes: [...classes], ...(target === undefined ? {} : { target }) }, null);
  expect(drafted(undefined, ['no', 'yes'])).not.toHaveProperty('statedScore');
  expect(drafted(undefined, ['no', 'yes']).output).toEqual({ name: 'y', gives: 'logits', classes: ['no', 'yes'] });
  expect(drafted({ kind: 'labels' }, ['a', 'b'])).toMatchObject({ output: { gives: 'logits' }, statedScore: null });
  expect(drafted(value, ['mood'])).toMatchObject({ output: { gives: 'values', classes: ['mood'] }, statedScore: null });
  expect(ModelMap.parse(drafted(value, ['mood']))).toEqual(drafted(value, ['mood']));
});
