import { describe, expect, it } from 'vitest';
import { certify, largestRadius } from '../../../../src/analysis/certificates/mmcert/certificate';
import { frontier } from '../../../../src/analysis/certificates/mmcert/frontier';
import { Tamper } from '../../../../src/shared/certificates/tamper';

const modalities = [
  { n: 784, k: 40 },
  { n: 12, k: 3 },
];
const vote = { votes: [980, 15, 5], alpha: 0.001, strict: false };

describe.each(Tamper.options)('the frontier of %s', (tamper) => {
  const points = frontier(vote, modalities, tamper, [0, 1])!;

  it('ends where each modality is attacked alone', () => {
    expect(points[0].first).toBe(0);
    expect(points[0].second).toBe(largestRadius(vote, modalities, tamper, (r) => [0, r])![1]);
    expect(points.at(-1)!.first).toBe(largestRadius(vote, modalities, tamper, (r) => [r, 0])![0]);
  });

  it('is certified on it and not one element beyond, and falls', () => {
    expect(points.length).toBeGreaterThan(3);
    for (const [index, { first, second }] of points.entries()) {
      expect(certify(vote, modalities, [first, second], tamper).certified).toBe(true);
      expect(certify(vote, modalities, [first, second + 1], tamper).certified).toBe(false);
      if (index > 0) expect(second).toBeLessThanOrEqual(points[index - 1].second);
    }
  });
});

it('of two in any order, others left alone', () => {
  const three = [modalities[1], { n: 50, k: 5 }, modalities[0]];
  const points = frontier(vote, three, 'modify', [2, 0])!;
  expect(points.at(-1)!.first).toBe(largestRadius(vote, three, 'modify', (r) => [0, 0, r])![2]);
});

it('has both ends and evenly spaced points where there are many radii', () => {
  const points = frontier(vote, [{ n: 100_000, k: 10 }, modalities[1]], 'modify', [0, 1])!;
  const most = largestRadius(vote, [{ n: 100_000, k: 10 }, modalities[1]], 'modify', (r) => [r, 0])![0];
  expect(most).toBeGreaterThan(1_000);
  expect(points).toHaveLength(41);
  expect([points[0].first, points[20].first, points[40].first]).toEqual([0, Math.round(most / 2), most]);
});

it('there is none where the ensemble abstains', () => {
  expect(frontier({ ...vote, votes: [5, 5, 4] }, modalities, 'modify', [0, 1])).toBeNull();
});
