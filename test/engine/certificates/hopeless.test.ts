import { describe, expect, it } from 'vitest';
import { askDraws } from '../../../src/engine/certificates/ask-draws';
import type { Draws } from '../../../src/engine/certificates/draws';
import { hopelessPixels, hopelessVotes } from '../../../src/engine/certificates/hopeless';
import { fewestVotes, pixelPValues } from '../../../src/analysis/certificates/mmcert/holm';
import { boundsOf, isKept } from '../../../src/shared/certificates/vote-test';

/** Every way in which so many votes may fall on so many classes. */
function votesOf(count: number, classes: number): readonly (readonly number[])[] {
  if (classes === 1) return [[count]];
  return Array.from({ length: count + 1 }, (_, own) =>
    votesOf(count - own, classes - 1).map((rest) => [own, ...rest]),
  ).flat();
}

describe('votes are hopeless', () => {
  it.each([
    [2, 14, 0.1, true],
    [2, 14, 0.02, false],
    [3, 12, 0.2, true],
  ])('where no way that is left certifies anything, and nowhere else: %i classes', (classes, draws, alpha, strict) => {
    const isHopeless = hopelessVotes({ draws, alpha, strict });
    const isCertified = (votes: readonly number[]): boolean => {
      const vote = { votes, alpha, strict };
      return isKept(vote, boundsOf(vote), 0);
    };
    let hopeless = 0;
    for (const asked of [3, 7, draws - 2]) {
      const rest = votesOf(draws - asked, classes);
      for (const votes of votesOf(asked, classes)) {
        const outcomes = rest.map((more) => isCertified(votes.map((count, label) => count + more[label])));
        const found = isHopeless(votes, draws - asked);
        expect(found, votes.join(' ')).toBe(!outcomes.includes(true));
        // Nor would the votes so far have certified anything by themselves.
        if (found) expect(isCertified(votes)).toBe(false);
        hopeless += Number(found);
      }
    }
    expect(hopeless).toBeGreaterThan(0);
  });

  it('nowhere where not even unanimous ones certify anything: then they are all there is to see', () => {
    expect(hopelessVotes({ draws: 10, alpha: 0.001, strict: true })([4, 4], 2)).toBe(false);
    expect(hopelessPixels({ draws: 10, alpha: 0.001 }, 1000)(4, 2)).toBe(false);
  });

  it('of pixels where the one with most votes fails the first test of Holm, however the rest turns out', () => {
    const [draws, pixels, alpha] = [30, 50, 0.01];
    const isHopeless = hopelessPixels({ draws, alpha }, pixels);
    const pValueOf = pixelPValues(draws, 0);
    for (let most = 0; most <= 20; most += 1) {
      expect(isHopeless(most, 10)).toBe(fewestVotes([{ votes: most + 10, pixels }], pValueOf, alpha) === null);
    }
    expect([isHopeless(15, 10), isHopeless(14, 10)]).toEqual([false, true]);
  });
});

describe('draws are asked', () => {
  const each = 50;
  /** Places that were asked of each sample, in their order, and what is left. */
  const asked = async (hopelessFrom: readonly number[], rowsAtOnce: number) => {
    const seen = hopelessFrom.map((): number[] => []);
    const sizes: number[] = [];
    const unasked = await askDraws({
      draws: { samples: hopelessFrom.length, each } as Draws,
      rowsAtOnce,
      ask: (places) => {
        sizes.push(places.length);
        for (const place of places) seen[Math.floor(place / each)].push(place % each);
        return Promise.resolve();
      },
      isHopeless: (sample) => seen[sample].length >= hopelessFrom[sample],
    });
    expect(Math.max(...sizes)).toBeLessThanOrEqual(rowsAtOnce);
    return { seen, unasked };
  };

  it('each once and in order, of a hopeless sample no more after the turn that shows it', async () => {
    const { seen, unasked } = await asked([Infinity, 20, 50], 16);
    expect(unasked).toEqual([0, each - seen[1].length, 0]);
    expect(seen[1].length).toBeGreaterThanOrEqual(20);
    expect(seen[1].length).toBeLessThan(24);
    for (const own of seen) expect(own).toEqual(own.map((_, place) => place));
    expect(seen[0]).toHaveLength(each);
  });

  it('of one sample as many, whatever is asked beside it and at once', async () => {
    const { seen } = await asked([Infinity, 20, 50], 7);
    expect((await asked([20], 100)).seen[0]).toEqual(seen[1]);
  });
});
