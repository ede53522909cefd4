import { describe, expect, it } from 'vitest';
import {
  certifiedCounts,
  certifiedPixels,
  certifierOf,
  pixelsCertified,
} from '../../../src/analysis/segmentation/certified-pixels';
import { iouByClass, meanIou } from '../../../src/analysis/segmentation/iou';
import { generatorFor } from '../../../src/analysis/statistics/generator';
import { VoteChoice, certificateTitle } from '../../../src/shared/certificates/certificate';
import { PixelVotesRecord } from '../../../src/shared/records/record';

const choice = VoteChoice.parse({ name: 'mmcert', kept: { image: 8_988, depth: 996 } });
const setting = { key: '0', title: certificateTitle(choice), choice, version: 1 };
const n = 465_750;
const pools = [
  { modalities: ['image'], n, k: 8_988 },
  { modalities: ['depth'], n, k: 996 },
];
const record = (row: number, votes: [number, number][][]): PixelVotesRecord =>
  PixelVotesRecord.parse({
    ...{ kind: 'pixel-votes', cell: 'c', sample: `s${String(row)}`, row, group: `scene-${String(row)}`, draws: 100 },
    votes,
    ensemble: { truePositives: votes.map(() => 5), falsePositives: [2, 0], falseNegatives: [0, 2] },
    map: null,
    pools,
  });

describe('what votes prove of pixels', () => {
  /** As many pixels as the road has, all unanimous but for some of one class. */
  const road = Array.from({ length: 8 }, (_, row) =>
    record(row, [
      [[100, 400_000]],
      [
        [100, 60_000],
        [60, 5_750],
      ],
    ]),
  );
  const measures = certifiedPixels(setting, road, 2, 'key');
  const [image, depth, both] = measures.rays;

  it('reaches as far as the method’s table, and past it nothing is certified', () => {
    expect(measures.rays.map(({ ray }) => ray)).toEqual([{ image: 1 }, { depth: 1 }, { image: 1, depth: 1 }]);
    // Later pixels of an image need fewer votes, not more radius: the first decides.
    expect(both.largest).toBe(17);
    expect(depth.largest).toBeGreaterThan(9 * image.largest!);
    for (const { points, largest } of measures.rays) {
      expect(points[0].radius).toBe(0);
      expect(points.at(-1)).toMatchObject({ radius: largest! + 1, accuracy: { value: 0 }, iou: { value: 0 } });
      expect(points.length).toBeLessThanOrEqual(21);
      points.slice(1).forEach(({ accuracy, iou }, index) => {
        expect(accuracy.value).toBeLessThanOrEqual(points[index].accuracy.value!);
        expect(iou.value).toBeLessThanOrEqual(points[index].iou.value!);
      });
    }
  });

  it('scores as the released code does where there are two classes', () => {
    const [{ accuracy, byClass }] = both.points;
    const [tp, fn, fp] = [60_000, 5_750, 0];
    expect(accuracy.value).toBeCloseTo(460_000 / n, 12);
    expect(byClass[1].recall.value).toBeCloseTo(tp / (tp + fn), 12);
    expect(byClass[1].f.value).toBeCloseTo((2 * tp) / (2 * tp + fp + fn), 12);
    expect(byClass[1].iou.value).toBeCloseTo(tp / (tp + fp + fn), 12);
    // What is open of one class may be taken for the other.
    expect(byClass[0].iou.value).toBeCloseTo(400_000 / 405_750, 12);
    expect(accuracy).toMatchObject({ n: 8, clusters: 8, method: 'bootstrap' });
  });

  it('is flagged where an ensemble says one thing of every pixel', () => {
    expect(measures.constant).toBe(false);
    const one = road.map((own) => ({
      ...own,
      ensemble: { truePositives: [5, 0], falsePositives: [4, 0], falseNegatives: [0, 4] },
    }));
    expect(certifiedPixels(setting, one, 2, 'key').constant).toBe(true);
  });

  it('depends on the votes of the true class alone: α is that of a picture, and is not halved', () => {
    const loose = { choice: VoteChoice.parse({ ...choice, strict: false }) };
    for (const own of road.slice(0, 1)) {
      expect(certifierOf(loose)(own, [10, 0])).toBe(certifierOf(setting)(own, [10, 0]));
    }
    // 0.51^N and more: of ten draws nothing is ever certified at α = 0.001 of so many pixels.
    expect(certifierOf(setting)({ pools, draws: 10, votes: [[[10, n]], []] }, [0, 0])).toBeNull();
    expect(certifierOf(setting)({ pools, draws: 10, votes: [[[10, 1]], []] }, [0, 0])).toBe(10);
  });
});

it('is a lower bound: whatever the pixels that are not certified become, no score of any class falls below it', () => {
  const draw = generatorFor('attackers');
  const classes = 3;
  for (let image = 0; image < 400; image += 1) {
    const truth = Array.from({ length: 12 }, () => Math.floor(draw() * classes));
    const votes = truth.map(() => Math.floor(draw() * 11));
    const fewest = draw() < 0.1 ? null : 4 + Math.floor(draw() * 7);
    const byClass = Array.from({ length: classes }, (_, label) =>
      truth.flatMap((own, pixel): [number, number][] => (own === label ? [[votes[pixel], 1]] : [])),
    );
    const bound = certifiedCounts({ votes: byClass }, fewest);
    const kept = votes.map((own) => fewest !== null && own >= fewest);
    expect(pixelsCertified({ votes: byClass }, fewest)).toEqual({ certified: kept.filter(Boolean).length, pixels: 12 });
    const answered = truth.map((label, pixel) => (kept[pixel] ? label : Math.floor(draw() * classes)));
    const counts = { truePositives: [0, 0, 0], falsePositives: [0, 0, 0], falseNegatives: [0, 0, 0] };
    answered.forEach((answer, pixel) => {
      if (answer === truth[pixel]) counts.truePositives[answer] += 1;
      else {
        counts.falsePositives[answer] += 1;
        counts.falseNegatives[truth[pixel]] += 1;
      }
    });
    const [actual, least] = [iouByClass(counts), iouByClass(bound)];
    actual.forEach((iou, label) => {
      if (iou !== null) expect(iou).toBeGreaterThanOrEqual(least[label]! - 1e-12);
    });
    expect(meanIou(counts)).toBeGreaterThanOrEqual((meanIou(bound) ?? 0) - 1e-12);
  }
});
