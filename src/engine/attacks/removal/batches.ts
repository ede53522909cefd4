import type { ModalitySpecs } from '../../../shared/modality';

/** Numbers sent to encoders at once, about: keeps the activations of large images within memory. */
const FLOATS_PER_BATCH = 1 << 20;

/** The items in order, cut before they or their numbers become too many. */
export function* batches<Item>(
  items: readonly Item[],
  mostAtOnce: number,
  floatsOf: (item: Item) => number,
): Generator<readonly Item[]> {
  let start = 0;
  let floats = 0;
  for (let at = 0; at < items.length; at += 1) {
    const own = floatsOf(items[at]);
    if (at > start && (at - start === mostAtOnce || floats + own > FLOATS_PER_BATCH)) {
      yield items.slice(start, at);
      start = at;
      floats = 0;
    }
    floats += own;
  }
  if (start < items.length) yield items.slice(start);
}

/** Whole inputs that fit into memory with certainty, activations included. */
export function mostRows(specs: ModalitySpecs): number {
  const floats = Object.values(specs).map((spec) =>
    spec.kind === 'image' ? spec.height * spec.width * spec.channels : spec.maxWords,
  );
  return Math.max(1, Math.floor(FLOATS_PER_BATCH / Math.max(...floats)));
}
