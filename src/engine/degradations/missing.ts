import type { Fills } from '../../shared/data/modality';
import type { Degradation, MissingChoice } from '../../shared/degradations/degradation';
import type { Dataset, Sample } from '../data/dataset';
import { splitOf } from '../data/split-of';
import type { ModalityValue } from '../modalities/modality';
import type { FusedModel } from '../models/fused-model';
import { modalityOf } from '../modalities/registry';
import { randomFrom } from '../random';

/** What takes the place of all elements; as in removals. */
const fills: Readonly<Record<Exclude<MissingChoice['by'], 'shuffled'>, Fills>> = {
  zero: { image: 'black', text: 'delete', audio: 'silence', values: 'lowest' },
  mean: { image: 'mean', text: 'mask', audio: 'mean', values: 'mean' },
  // Seen by those that cannot do without it, and by whoever looks at the sample.
  'left-out': { image: 'mean', text: 'mask', audio: 'mean', values: 'mean' },
};

/** What stands in the place of a modality that is not there. */
export function inPlaceOf(
  id: string,
  sample: Sample,
  by: MissingChoice['by'],
  dataset: Dataset,
  seed: number,
): ModalityValue {
  if (by === 'shuffled') return donor(sample, dataset, seed).inputs[id];
  const spec = dataset.manifest.modalities[id];
  const modality = modalityOf(spec);
  const value = sample.inputs[id];
  return modality.remove(
    spec,
    value,
    modality.roots(spec, value, id),
    fills[by],
    randomFrom(seed, sample.id, 'missing'),
  );
}

/**
 * Another sample of the same split: the first of another group from a random row on; the sample itself where there is
 * none. The same for all of its modalities, so that what goes together comes together.
 */
function donor(sample: Sample, dataset: Dataset, seed: number): Sample {
  const rows = dataset.rowsOf(splitOf(dataset, sample.row));
  const first = randomFrom(seed, sample.id, 'donor').below(rows.length);
  for (let step = 0; step < rows.length; step += 1) {
    const other = dataset.sample(rows[(first + step) % rows.length]);
    if (other.group !== sample.group) return other;
  }
  return sample;
}

/** The model as it is asked: without what it is to leave out, where its fusion can and something of it is left. */
export function askedModel(model: FusedModel, degradation: Degradation): FusedModel {
  if (degradation.name !== 'missing' || degradation.by !== 'left-out') return model;
  const gone = Object.keys(model.modalities).filter((id) => degradation.modalities.includes(id));
  return gone.length === 0 || gone.length === Object.keys(model.modalities).length
    ? model
    : (model.without?.(gone) ?? model);
}
