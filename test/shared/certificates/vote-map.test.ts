import { expect, it } from 'vitest';
import { keptVoteMap, votesIn } from '../../../src/shared/certificates/vote-map';

it('holds the votes of every pixel as they are while a byte does', () => {
  const votes = Uint32Array.from({ length: 400 }, (_, pixel) => (pixel * 37) % 256);
  expect(votesIn(keptVoteMap(votes, 255)!, 400, 255)).toEqual(votes);
});

it('of more draws never says more than there were, and all where all were right', () => {
  const votes = Uint32Array.from({ length: 1_001 }, (_, pixel) => pixel);
  const read = votesIn(keptVoteMap(votes, 1_000)!, 1_001, 1_000);
  votes.forEach((own, pixel) => {
    expect(read[pixel]).toBeLessThanOrEqual(own);
    expect(own - read[pixel]).toBeLessThan(1_000 / 255 + 1);
  });
  expect([read[0], read[1_000]]).toEqual([0, 1_000]);
});

it('is left out where it would be large', () => {
  expect(
    keptVoteMap(
      Uint32Array.from({ length: 30_000 }, (_, pixel) => pixel % 2),
      100,
    ),
  ).toBeNull();
});
