import { useState } from 'react';
import { canonicalJson } from '../../../shared/identity';

/** What a list remembers of one of its entries, wherever it stands by now. */
export interface Entry {
  readonly key: string;
  /** It was added while the list was shown. */
  readonly isFresh: boolean;
}

interface Known {
  readonly items: readonly object[];
  readonly entries: readonly Entry[];
}

/**
 * Keys that stay with their entries while others are added, edited or removed: entries have no ids, and what an index holds
 * open would be another entry after the first removal.
 */
export function useEntries(items: readonly object[]): readonly Entry[] {
  const [known, setKnown] = useState<Known>(() => ({ items, entries: items.map(() => entry(false)) }));
  if (known.items === items) return known.entries;
  const entries = followed(known.items, known.entries, items);
  setKnown({ items, entries });
  return entries;
}

/** One edit is what lies between two equal ends: as many entries as before were edited, others came or went. */
export function followed(
  before: readonly object[],
  entries: readonly Entry[],
  now: readonly object[],
): readonly Entry[] {
  const [old, next] = [before.map(canonicalJson), now.map(canonicalJson)];
  const most = Math.min(old.length, next.length);
  let start = 0;
  while (start < most && old[start] === next[start]) start += 1;
  let end = 0;
  while (end < most - start && old[old.length - 1 - end] === next[next.length - 1 - end]) end += 1;
  const between = entries.slice(start, entries.length - end);
  const isEdit = old.length === next.length;
  const middle = next.slice(start, next.length - end).map((_, place) => (isEdit ? between[place] : entry(true)));
  return [...entries.slice(0, start), ...middle, ...entries.slice(entries.length - end)];
}

function entry(isFresh: boolean): Entry {
  return { key: crypto.randomUUID(), isFresh };
}
