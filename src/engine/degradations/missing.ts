import type { ModalitySpec } from '../../shared/modality';
import type { MissingChoice } from '../../shared/degradation';
import { Split } from '../../shared/dataset';
import type { Dataset, Sample } from '../data/dataset';
import { MASK_WORD, type ModalityValue, type TextValue } from '../modalities/modality';
import { randomFrom } from '../random';

/** What stands in the place of a modality that is not there. */
export function inPlaceOf(
  id: string,
  sample: Sample,
  by: MissingChoice['by'],
  dataset: Dataset,
  seed: number,
): ModalityValue {
  const spec = dataset.manifest.modalities[id];
  switch (by) {
    case 'zero':
      return nothing(spec);
    case 'mean':
      return mean(spec, sample.inputs[id]);
    case 'shuffled':
      return donor(sample, dataset, seed).inputs[id];
    default:
      return by satisfies never;
  }
}

function nothing(spec: ModalitySpec): ModalityValue {
  switch (spec.kind) {
    case 'image':
      return new Float32Array(spec.height * spec.width * spec.channels);
    case 'text':
      return [];
    default:
      return spec satisfies never;
  }
}

function mean(spec: ModalitySpec, value: ModalityValue): ModalityValue {
  switch (spec.kind) {
    case 'image':
      return Float32Array.from(
        { length: spec.height * spec.width * spec.channels },
        (_, index) => spec.mean[index % spec.channels],
      );
    case 'text':
      return (value as TextValue).map(() => MASK_WORD);
    default:
      return spec satisfies never;
  }
}

/**
 * Another sample of the same split: the first of another group from a random row on; the sample itself where there is
 * none. The same for all of its modalities, so that what goes together comes together.
 */
function donor(sample: Sample, dataset: Dataset, seed: number): Sample {
  const split = Split.options.find((name) => dataset.rowsOf(name).includes(sample.row));
  const rows = split === undefined ? [] : dataset.rowsOf(split);
  const first = randomFrom(seed, sample.id, 'donor').below(Math.max(1, rows.length));
  for (let step = 0; step < rows.length; step += 1) {
    const other = dataset.sample(rows[(first + step) % rows.length]);
    if (other.group !== sample.group) return other;
  }
  return sample;
}
