import { FLOATS_AT_ONCE } from '../rows-in-memory';

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
    if (at > start && (at - start === mostAtOnce || floats + own > FLOATS_AT_ONCE)) {
      yield items.slice(start, at);
      start = at;
      floats = 0;
    }
    floats += own;
  }
  if (start < items.length) yield items.slice(start);
}
