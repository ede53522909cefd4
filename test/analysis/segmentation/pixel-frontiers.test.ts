import { expect, it } from 'vitest';
import { certifierOf, pixelFrontiers, pixelsCertified } from '../../../src/analysis/segmentation/certified-pixels';
import { VoteChoice } from '../../../src/shared/certificates/certificate';
import { PixelVotesRecord } from '../../../src/shared/records/record';

const choice = VoteChoice.parse({ name: 'mmcert', kept: { rgb: 2, heat: 3 } });
const record = PixelVotesRecord.parse({
  ...{ kind: 'pixel-votes', cell: 'c', sample: 's', row: 0, group: 's', draws: 100, map: null },
  votes: [
    [
      [100, 3],
      [90, 2],
    ],
    [
      [96, 3],
      [40, 2],
    ],
  ],
  ensemble: { truePositives: [5, 3], falsePositives: [2, 0], falseNegatives: [0, 2] },
  pools: [
    { modalities: ['rgb'], n: 30, k: 2 },
    { modalities: ['heat'], n: 24, k: 3 },
  ],
});

it('reach as far as each share of the pixels is certified, and no further', () => {
  const certify = certifierOf({ choice });
  const shareAt = (...radius: readonly number[]): number => {
    const { certified, pixels } = pixelsCertified(record, certify(record, radius));
    return certified / pixels;
  };
  const frontiers = pixelFrontiers(record, certify, [0, 1]);
  expect(frontiers.map(({ share }) => share)).toEqual([0.75, 0.5, 0.25]);
  for (const { share, points } of frontiers) {
    expect(points[0].first).toBe(0);
    expect(shareAt(points.at(-1)!.first + 1, 0)).toBeLessThan(share);
    for (const { first, second } of points) {
      expect(shareAt(first, second)).toBeGreaterThanOrEqual(share);
      expect(shareAt(first, second + 1)).toBeLessThan(share);
    }
  }
  // A larger share reaches less far: 100 votes stand more than 90.
  const reach = frontiers.map(({ points }) => points[0].second);
  expect(reach[0]).toBeLessThan(reach[2]);
});

it('leave out a share that is not certified even where nothing is attacked', () => {
  const even = PixelVotesRecord.parse({ ...record, votes: [[[100, 5]], [[50, 5]]] });
  const shares = pixelFrontiers(even, certifierOf({ choice }), [0, 1]).map(({ share }) => share);
  expect(shares).toEqual([0.5, 0.25]);
});
