import type { DatasetManifest, OracleSpec } from '../../../src/shared/data/dataset';
import type { Dataset, Sample } from '../../../src/engine/data/dataset';
import type { ModalitySpecs } from '../../../src/shared/data/modality';
import { randomFrom } from '../../../src/engine/random';

export const SIDE = 8;

export const imageAndText: ModalitySpecs = {
  image: { kind: 'image', height: SIDE, width: SIDE, channels: 1, mean: [0], std: [1] },
  text: { kind: 'text', maxWords: 6 },
};

/** A data set that lives in memory, for tests of what works on samples. */
export function inMemoryDataset(
  samples: readonly Omit<Sample, 'row' | 'id' | 'group' | 'evidence'>[],
  options: { readonly modalities?: ModalitySpecs; readonly oracle?: OracleSpec | null } = {},
): Dataset {
  const rows = samples.map((sample, row): Sample => ({
    ...sample,
    row,
    id: `sample-${row}`,
    group: `group-${row}`,
    evidence: [],
  }));
  const manifest = {
    modalities: options.modalities ?? imageAndText,
    oracle: options.oracle ?? null,
  } as DatasetManifest;
  return {
    manifest,
    rowsOf: () => rows.map(({ row }) => row),
    sample: (row) => rows[row],
    rowOf: (id) => rows.findIndex((sample) => sample.id === id),
    label: (row) => rows[row].label,
  };
}

/** Images of noise with captions of `filler` words, for models that do not care what they see. */
export function randomSamples(
  count: number,
  options: { readonly side?: number; readonly channels?: 1 | 3; readonly words?: readonly string[] } = {},
): readonly Omit<Sample, 'row' | 'id' | 'group' | 'evidence'>[] {
  const { side = SIDE, channels = 1, words = ['a', 'red', 'fox', 'jumps', 'over', 'dogs'] } = options;
  return Array.from({ length: count }, (_, row) => {
    const random = randomFrom('test sample', row);
    return {
      label: 0,
      inputs: {
        // Away from 0 and 1, so that a small perturbation is not cut off by the valid range.
        image: Float32Array.from({ length: side * side * channels }, () => 0.25 + 0.5 * random.uniform()),
        text: words.slice(0, 2 + random.below(words.length - 1)),
      },
    };
  });
}

/** Labels every sample as the model predicts it, so that all of them are attacked. */
export function labelled(dataset: Dataset, predicted: readonly number[]): Dataset {
  return {
    ...dataset,
    sample: (row) => ({ ...dataset.sample(row), label: predicted[row] }),
    label: (row) => predicted[row],
  };
}
