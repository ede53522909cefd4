import type { ModelDescription } from '../models/model-description';

/** Which epoch's weights a model has, of how many: `4 of 8`; of inputs trained each by itself `image 17 of 20, text 9 of 15`. */
export function keptEpochs({
  alone,
  bestEpoch,
  curve,
}: Pick<ModelDescription, 'alone' | 'bestEpoch' | 'curve'>): string {
  if (alone === undefined) return `${String(bestEpoch)} of ${String(curve.length)}`;
  return Object.entries(alone)
    .map(([modality, { bestEpoch: own, epochs }]) => `${modality} ${String(own)} of ${String(epochs)}`)
    .join(', ');
}

/** The same for a log, which names nothing of the data. */
export function keptInLog({
  alone,
  bestEpoch,
  curve,
}: Pick<ModelDescription, 'alone' | 'bestEpoch' | 'curve'>): string {
  return alone === undefined
    ? `kept is epoch ${String(bestEpoch)} of ${String(curve.length)}`
    : 'kept is the best epoch of each input';
}
