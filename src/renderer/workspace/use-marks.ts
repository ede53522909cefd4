import { useMemo } from 'react';
import type { ItemKind, Star, Tag } from '../../shared/window/workspace';
import { useStored } from './context';

/** What a person has marked a thing with, to find it again. */
export interface Marks {
  readonly starred: boolean;
  /** In alphabetical order. */
  readonly tags: readonly string[];
}

export const unmarked: Marks = { starred: false, tags: [] };

/** Marks of the things of a kind, by id; those without any are left out. */
export function useMarks(kind: ItemKind): ReadonlyMap<string, Marks> {
  const stored = useStored(`marks ${kind}`, async (database) => ({
    stars: await database.stars.where({ kind }).toArray(),
    tags: await database.tags.where({ kind }).toArray(),
  }));
  return useMemo(() => marksOf(stored?.stars ?? [], stored?.tags ?? []), [stored]);
}

/** Rows of one kind, joined by what they are about. */
export function marksOf(stars: readonly Star[], tags: readonly Tag[]): ReadonlyMap<string, Marks> {
  const marks = new Map<string, Marks>();
  for (const { id, removed } of stars) {
    if (!removed) marks.set(id, { ...unmarked, starred: true });
  }
  for (const { id, tag, removed } of [...tags].sort((a, b) => a.tag.localeCompare(b.tag))) {
    const before = marks.get(id) ?? unmarked;
    if (!removed) marks.set(id, { ...before, tags: [...before.tags, tag] });
  }
  return marks;
}
