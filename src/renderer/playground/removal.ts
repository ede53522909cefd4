import type { Region } from '../../shared/modality';
import type { SampleView } from '../../shared/sample-view';
import { boxesOf, wordsOf } from '../../shared/regions';
import { emptyMask, maskBoxes, painted, type Mask } from './mask';

/** What a person has taken away from a sample. */
export interface Removal {
  /** By image modality. */
  readonly masks: Readonly<Record<string, Mask>>;
  /** Words struck, by text modality. */
  readonly struck: Readonly<Record<string, ReadonlySet<number>>>;
  /** Modalities of which everything is removed. */
  readonly mute: ReadonlySet<string>;
}

/** Regions as a removal: what an attack found, to go on with by hand. */
export function removalOf({ values }: Pick<SampleView, 'values'>, regions: readonly Region[] = []): Removal {
  const entries = Object.entries(values);
  return {
    masks: Object.fromEntries(
      entries.flatMap(([modality, value]) =>
        value.kind === 'image'
          ? [[modality, painted(emptyMask(value.height, value.width), boxesOf(regions, modality), true)]]
          : [],
      ),
    ),
    struck: Object.fromEntries(
      entries.flatMap(([modality, value]) =>
        value.kind === 'text'
          ? [[modality, new Set([...wordsOf(regions, modality)].filter((word) => word < value.words.length))]]
          : [],
      ),
    ),
    mute: new Set(),
  };
}

/** What is removed, as the engine takes it. */
export function regionsOf({ masks, struck }: Removal): readonly Region[] {
  return [
    ...Object.entries(masks).flatMap(([modality, mask]) =>
      maskBoxes(mask).map((box): Region => ({ kind: 'image', modality, box })),
    ),
    ...Object.entries(struck).flatMap(([modality, words]) =>
      [...words].sort((a, b) => a - b).map((word): Region => ({ kind: 'text', modality, word })),
    ),
  ];
}

/** The set with one entry in or out. */
export function toggled<Entry>(set: ReadonlySet<Entry>, entry: Entry): ReadonlySet<Entry> {
  const changed = new Set(set);
  if (!changed.delete(entry)) changed.add(entry);
  return changed;
}
