import type { DatasetManifest, Split } from '../../../src/shared/data/dataset';
import { LabError } from '../../../src/shared/errors';
import { parse } from '../../../src/shared/parse';
import { ModelSpec } from '../../../src/shared/models/model-spec';
import type { z } from 'zod';
import type { Dataset, Sample } from '../../../src/engine/data/dataset';
import { randomFrom } from '../../../src/engine/random';

const SIDE = 8;
const COLOURS = ['red', 'green'];

/**
 * Does the word agree with the bright half? Neither modality alone says.
 * Rows 0 … count − 1; of every six, one is for the test and one for the validation.
 */
export function toyDataset(count = 240): Dataset {
  const splits: readonly Split[] = ['test', 'validation', 'train', 'train', 'train', 'train'];
  const rows = Array.from({ length: count }, (_, row) => row);
  const sample = (row: number): Sample => {
    if (!(row in rows)) throw new LabError('not-found', `There is no row ${row}.`);
    const random = randomFrom('toy', row);
    const left = random.below(2);
    const says = random.below(2);
    const image = Float32Array.from({ length: SIDE * SIDE }, (_, pixel) => {
      const bright = pixel % SIDE < SIDE / 2 === (left === 1);
      return (bright ? 0.6 : 0.1) + 0.3 * random.uniform();
    });
    const text = ['it', 'is', COLOURS[says], ...(random.below(2) === 1 ? ['indeed'] : [])];
    return {
      id: `s${row}`,
      row,
      label: left === says ? 1 : 0,
      group: `g${row}`,
      inputs: { image, text },
      evidence: [2],
    };
  };
  const manifest = {
    name: 'toy',
    hash: '0'.repeat(64),
    classes: ['no', 'yes'],
    modalities: {
      image: { kind: 'image', height: SIDE, width: SIDE, channels: 1, mean: [0.5], std: [0.3] },
      text: { kind: 'text', maxWords: 5 },
    },
  } as unknown as DatasetManifest;
  return {
    manifest,
    rowsOf: (split) => rows.filter((row) => splits[row % splits.length] === split),
    sample,
    rowOf: (id) => Number(id.slice(1)),
    label: (row) => sample(row).label,
  };
}

export function toySpec(
  recipe: Partial<z.input<typeof ModelSpec>['recipe']> = {},
  training: z.input<typeof ModelSpec>['training'] = {},
): ModelSpec {
  return parse(
    ModelSpec,
    {
      dataset: 'toy',
      recipe: {
        encoders: {
          image: { name: 'cnn', channels: [4, 4], width: 8 },
          text: { name: 'mean-words', embedding: 8, width: 8 },
        },
        fusion: { name: 'product', width: 8 },
        head: { name: 'mlp', hidden: 8 },
        ...recipe,
      },
      training: { epochs: 3, batchSize: 20, learningRate: 1e-2, ...training },
      seed: 5,
    },
    'spec',
  );
}
