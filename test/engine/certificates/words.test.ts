import { expect, it } from 'vitest';
import { neededLead } from '../../../src/analysis/certificates/mmcert/overlap';
import { drawsOf } from '../../../src/engine/certificates/draws';
import type { Sample } from '../../../src/engine/data/dataset';
import { retained } from '../../../src/engine/modalities/retained';
import { randomFrom } from '../../../src/engine/random';
import { VoteChoice } from '../../../src/shared/certificates/certificate';
import type { Tamper } from '../../../src/shared/certificates/tamper';

const spec = { kind: 'text', maxWords: 9 } as const;
type Words = readonly string[];

/** What a model is shown in every draw of k words, each as likely; all words where there are fewer. */
function shownOf(words: Words, most: number): readonly string[] {
  const k = Math.min(most, words.length);
  const marks = Array.from({ length: 2 ** words.length }, (_, bits) =>
    Uint8Array.from(words, (_word, at) => (bits >> at) & 1),
  ).filter((own) => own.reduce((sum, mark) => sum + mark, 0) === k);
  return marks.map((own) => (retained(spec, words, own, 'left-out') as Words).join(' '));
}

/** Texts that are one insertion, deletion or change away. */
function near(words: Words, threat: Exclude<Tamper, 'modify'>): readonly Words[] {
  const alphabet = ['a', 'b'];
  const places = Array.from({ length: words.length + 1 }, (_, at) => at);
  const added = places.flatMap((at) => alphabet.map((word) => words.toSpliced(at, 0, word)));
  const deleted = words.map((_, at) => words.toSpliced(at, 1));
  const changed = words.flatMap((_, at) => alphabet.map((word) => words.with(at, word)));
  switch (threat) {
    case 'add':
      return added;
    case 'delete':
      return deleted;
    case 'mixed':
      return [...added, ...deleted, ...changed];
    default:
      return threat satisfies never;
  }
}

it.each(['add', 'delete', 'mixed'] as const)(
  'whatever a model answers to draws of words, and be it by their order, no text within the radius changes the ensemble: %s',
  (threat) => {
    let certified = 0;
    for (const [n, k] of [
      [5, 1],
      [6, 2],
      [3, 3],
      [2, 3],
    ] as const) {
      for (let seed = 0; seed < 40; seed += 1) {
        const random = randomFrom(seed, 'model', n);
        const answers = new Map<string, boolean>();
        const answerTo = (shown: string): boolean => {
          // A constant is certified most often; those beside it are where a fault would show.
          if (!answers.has(shown)) answers.set(shown, random.uniform() < 0.9);
          return answers.get(shown)!;
        };
        const share = (words: Words): number => {
          const shown = shownOf(words, k);
          return shown.filter(answerTo).length / shown.length;
        };
        const words = Array.from({ length: n }, () => (random.uniform() < 0.5 ? 'a' : 'b'));
        const most = share(words);
        if (!(2 * most - 1 > neededLead([{ n, k: Math.min(n, k) }], [1], threat))) continue;
        certified += 1;
        for (const other of near(words, threat))
          expect(share(other), `${words.join('')} ${other.join('')}`).toBeGreaterThan(0.5);
      }
    }
    // Something is certified, or the test shows nothing.
    expect(certified).toBeGreaterThan(20);
  },
);

it('draws of a threat that adds or deletes leave no gap; those of one that modifies keep the places', () => {
  const sample = { id: 's', inputs: { text: ['one', 'two', 'three', 'four'] } } as unknown as Sample;
  const shown = (threat: Tamper): Words => {
    const certificate = VoteChoice.parse({ name: 'mmcert', kept: { text: 2 }, threat });
    return drawsOf([sample], { text: spec }, { certificate, seed: 0 }).shownAt(0).inputs.text as Words;
  };
  const kept = shown('modify').filter((word) => word !== 'masked word');
  expect(shown('modify')).toHaveLength(4);
  expect(kept).toHaveLength(2);
  // The same elements, whatever they are drawn for.
  expect([shown('add'), shown('delete'), shown('mixed')]).toEqual([kept, kept, kept]);
});

it('draws leave no gap in one text while those of another, which is only modified, keep the places', () => {
  const words = ['one', 'two', 'three', 'four'];
  const sample = { id: 's', inputs: { title: words, text: words } } as unknown as Sample;
  const kept = { title: 2, text: 2 };
  const certificate = VoteChoice.parse({ name: 'mmcert', kept, threat: 'add', modified: ['title'] });
  const { inputs } = drawsOf([sample], { title: spec, text: spec }, { certificate, seed: 0 }).shownAt(0);
  expect([inputs.title, inputs.text].map(({ length }) => length)).toEqual([4, 2]);
});
