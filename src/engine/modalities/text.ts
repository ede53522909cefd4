import type { Region, TextFill, TextSpec } from '../../shared/data/modality';
import { LabError } from '../../shared/errors';
import { permutation } from '../random';
import { MASK_WORD, type Modality, type TextValue } from './modality';

/** Text: the element is the word; every word is a region, which cannot be halved. */
export const text: Modality<TextSpec, TextValue> = {
  floats: (spec) => spec.maxWords,
  elements: (_spec, value) => value.length,
  roots: (_spec, value, id) => value.map((_word, word) => ({ kind: 'text', modality: id, word })),
  children: () => [],
  grid: (spec, value, id) => text.roots(spec, value, id),
  side: (spec) => ({ elements: 1, fraction: 1 / spec.maxWords }),
  removedElements: (_spec, value, regions) => wordsOf(value, regions).size,
  remove: (_spec, value, regions, fill) => without(value, wordsOf(value, regions), fill.text),
  displaced: (_spec, value, regions, random) => {
    if (regions.length === 0) return [];
    const [{ modality }] = regions;
    const drawn = permutation(value.length, random).slice(0, wordsOf(value, regions).size);
    return Array.from(drawn, (word) => ({ kind: 'text', modality, word }));
  },
};

function without(value: TextValue, removed: ReadonlySet<number>, fill: TextFill): TextValue {
  switch (fill) {
    case 'delete':
      return value.filter((_word, index) => !removed.has(index));
    case 'mask':
      return value.map((word, index) => (removed.has(index) ? MASK_WORD : word));
    default:
      return fill satisfies never;
  }
}

/** Indices of the words that the regions name. */
function wordsOf(value: TextValue, regions: readonly Region[]): ReadonlySet<number> {
  return new Set(
    regions.map((region) => {
      if (region.kind !== 'text') {
        throw new LabError('invalid', `An ${region.kind} region was given to a text.`, {
          where: region.modality,
          remedy: 'Pass each modality its own regions.',
        });
      }
      if (region.word >= value.length) {
        throw new LabError('invalid', `Word ${region.word} was asked for in a text of ${value.length} words.`, {
          where: region.modality,
          remedy: 'Count words from 0.',
        });
      }
      return region.word;
    }),
  );
}
