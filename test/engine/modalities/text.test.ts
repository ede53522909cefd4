import { describe, expect, it } from 'vitest';
import { Fills, type Region, type TextSpec } from '../../../src/shared/data/modality';
import { image } from '../../../src/engine/modalities/image';
import { MASK_WORD } from '../../../src/engine/modalities/modality';
import { modalityOf } from '../../../src/engine/modalities/registry';
import { text } from '../../../src/engine/modalities/text';
import { randomFrom } from '../../../src/engine/random';

const spec: TextSpec = { kind: 'text', maxWords: 8 };
const words: readonly string[] = ['my', 'old', 'coat', 'for', 'sale'];
const word = (index: number): Region => ({ kind: 'text', modality: 'text', word: index });
const none = () => randomFrom('none');

describe('words', () => {
  it('are the regions, which cannot be halved', () => {
    expect(text.roots(spec, words, 'caption')).toEqual(
      words.map((_word, index) => ({ kind: 'text', modality: 'caption', word: index })),
    );
    expect(text.children(spec, word(0))).toEqual([]);
    expect(text.elements(spec, words)).toBe(5);
    expect(text.roots(spec, [], 'caption')).toEqual([]);
  });

  it('are deleted, or masked, without touching the input', () => {
    const removed = [word(1), word(3), word(1)];
    expect(text.remove(spec, words, removed, Fills.parse({ text: 'delete' }), none())).toEqual(['my', 'coat', 'sale']);
    expect(text.remove(spec, words, removed, Fills.parse({ text: 'mask' }), none())).toEqual([
      'my',
      MASK_WORD,
      'coat',
      MASK_WORD,
      'sale',
    ]);
    expect(words).toEqual(['my', 'old', 'coat', 'for', 'sale']);
    expect(text.removedElements(spec, words, removed)).toBe(2);
  });

  it('can all go', () => {
    const all = text.roots(spec, words, 'text');
    expect(text.remove(spec, words, all, Fills.parse({ text: 'delete' }), none())).toEqual([]);
  });

  it('stay as they are when nothing is removed', () => {
    const kept = text.remove(spec, words, [], Fills.parse({ text: 'delete' }), none());
    expect(kept).toEqual(words);
    expect(kept).not.toBe(words);
  });

  it('are displaced to any word', () => {
    const random = randomFrom('displaced');
    const drawn = Array.from({ length: 200 }, () => text.displaced(spec, words, [word(0)], random));
    expect([...new Set(drawn.flat().map(wordOf))].sort()).toEqual([0, 1, 2, 3, 4]);
  });

  it('are displaced to as many words, never to one word twice', () => {
    const random = randomFrom('displaced together');
    for (let draw = 0; draw < 100; draw += 1) {
      const moved = text.displaced(spec, words, [word(0), word(1), word(3), word(1)], random);
      expect(new Set(moved.map(wordOf)).size).toBe(3);
      expect(moved).toHaveLength(3);
    }
    expect(text.displaced(spec, words, [], random)).toEqual([]);
  });

  it('beyond the text, and image regions, are refused', () => {
    expect(() => text.removedElements(spec, words, [word(5)])).toThrow(/Word 5 was asked for in a text of 5 words/);
    const box: Region = { kind: 'image', modality: 'image', box: [0, 0, 1, 1] };
    expect(() => text.removedElements(spec, words, [box])).toThrow(/image region was given to a text/);
  });
});

it('the registry finds a kind’s modality', () => {
  expect(modalityOf(spec)).toBe(text);
  expect(modalityOf({ kind: 'image', height: 2, width: 2, channels: 1, mean: [0], std: [1] })).toBe(image);
});

function wordOf(region: Region): number {
  return region.kind === 'text' ? region.word : -1;
}
