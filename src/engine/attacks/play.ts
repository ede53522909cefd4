/** Removals made by hand on one sample, for the playground. */
import type { Fills, Region } from '../../shared/data/modality';
import type { PlayedPrediction } from '../../shared/samples/play';
import { decidable } from '../data/oracle';
import { modalityOf } from '../modalities/registry';
import { predictedBy } from '../models/answers';
import type { Encodings } from '../models/fused-model';
import { displacementOf } from './displacement';
import type { MicroBatch } from './micro-batch';
import { downloaded } from './outputs';
import { settledOf } from './settled';
import { ofModality, removedElements, totalElements } from './removal/regions';
import { removeFrom } from './removal/remove';

export interface PlayedRemoval {
  readonly regions: readonly Region[];
  /** Modalities of which everything is removed. */
  readonly mute: readonly string[];
  readonly fills: Fills;
}

/**
 * What the model says without the removed parts. Only modalities that lost something are encoded.
 *
 * @param batch of one sample
 * @throws LabError `invalid` for a region that the sample does not have
 */
export async function predictWithout(
  batch: MicroBatch,
  { regions, mute, fills }: PlayedRemoval,
): Promise<PlayedPrediction> {
  const {
    model: { modalities, target },
    dataset: { manifest },
    samples: [sample],
    clean,
  } = batch;
  const all = Object.entries(modalities).flatMap(([id, spec]) =>
    mute.includes(id) ? modalityOf(spec).roots(spec, sample.inputs[id], id) : ofModality(regions, id),
  );
  const removed = removedElements(modalities, sample, all);
  const touched = encodingsWithout(batch, all, fills);
  await batch.pause();
  const changed = touched === null ? clean : await downloaded(batch.model, batch.samples, touched, 'z');
  const settled = await settledWith(batch, touched);
  return {
    clean: predictedBy(target, clean.logits[0], sample),
    changed: predictedBy(target, changed.logits[0], sample),
    displacement: clean.z === null || changed.z === null ? null : displacementOf(clean.z[0], changed.z[0]),
    decidable: decidable(manifest, sample, all),
    removed: Object.fromEntries(
      Object.entries(totalElements(modalities, sample)).map(([id, of]) => [id, { removed: removed[id], of }]),
    ),
    ...(settled === null ? {} : { settled }),
  };
}

/** Encodings without the removed parts, made when asked for; null where nothing is removed. */
function encodingsWithout(batch: MicroBatch, regions: readonly Region[], fills: Fills): (() => Encodings) | null {
  const { model, samples, encodings } = batch;
  const [sample] = samples;
  const touched = Object.keys(model.modalities).filter((id) => ofModality(regions, id).length > 0);
  if (touched.length === 0) return null;
  const values = touched.map((id) => [id, removeFrom(batch, fills, sample, id, regions)] as const);
  return () => ({
    ...encodings,
    ...Object.fromEntries(values.map(([id, value]) => [id, model.encode(id, model.embed(id, [value]))])),
  });
}

/** Null of a fusion that iterates nothing. */
async function settledWith(
  { model, samples, encodings }: MicroBatch,
  touched: (() => Encodings) | null,
): Promise<PlayedPrediction['settled'] | null> {
  const clean = await settledOf(model, samples, () => encodings);
  if (clean === null) return null;
  const changed = touched === null ? clean : await settledOf(model, samples, touched);
  return changed === null ? null : { clean: clean[0], changed: changed[0] };
}
