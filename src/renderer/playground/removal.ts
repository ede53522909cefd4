import type { Region } from '../../shared/data/modality';
import {
  boxesInPicture,
  boxInElements,
  isPictureView,
  wordsOfView,
  type SampleView,
} from '../../shared/samples/sample-view';
import { boxesOf, wordsOf } from '../../shared/samples/regions';
import { emptyMask, maskBoxes, painted, type Mask } from './mask';

/** What a person has taken away from a sample. */
export interface Removal {
  /** By modality drawn as a picture, in its pixels. */
  readonly masks: Readonly<Record<string, Mask>>;
  /** Words struck, by modality drawn as words. */
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
        isPictureView(value)
          ? [
              [
                modality,
                painted(emptyMask(value.height, value.width), boxesInPicture(value, boxesOf(regions, modality)), true),
              ],
            ]
          : [],
      ),
    ),
    struck: Object.fromEntries(
      entries.flatMap(([modality, value]) => {
        const words = wordsOfView(value);
        return words === null
          ? []
          : [[modality, new Set([...wordsOf(regions, modality)].filter((word) => word < words.length))]];
      }),
    ),
    mute: new Set(),
  };
}

/** What is removed, as the engine takes it. */
export function regionsOf({ masks, struck }: Removal, { values }: Pick<SampleView, 'values'>): readonly Region[] {
  return [
    ...Object.entries(masks).flatMap(([modality, mask]) =>
      maskBoxes(mask).flatMap((box): readonly Region[] => {
        const view = values[modality];
        if (!isPictureView(view)) return [];
        return [{ kind: view.kind === 'series' ? view.of : view.kind, modality, box: boxInElements(view, box) }];
      }),
    ),
    ...Object.entries(struck).flatMap(([modality, words]) =>
      [...words]
        .sort((a, b) => a - b)
        .map((word): Region =>
          values[modality].kind === 'tabular'
            ? { kind: 'tabular', modality, box: [0, word, 1, 1] }
            : { kind: 'text', modality, word },
        ),
    ),
  ];
}

/** The set with one entry in or out. */
export function toggled<Entry>(set: ReadonlySet<Entry>, entry: Entry): ReadonlySet<Entry> {
  const changed = new Set(set);
  if (!changed.delete(entry)) changed.add(entry);
  return changed;
}
