import { expect, test } from 'vitest';
import { informationOf } from '../../src/analysis/measures/information';
import type { CleanRecord } from '../../src/shared/records/record';

/** Four samples of two balanced classes (H(Y) = 1 bit), each given probability `p` for its label. */
const answers = (p: number): readonly CleanRecord[] =>
  [0, 1, 0, 1].map((label, row) => ({
    kind: 'clean',
    cell: 'c',
    sample: String(row),
    row,
    group: String(row),
    label,
    clean: { predicted: label, logits: label === 0 ? [Math.log(p), Math.log(1 - p)] : [Math.log(1 - p), Math.log(p)] },
  }));
const baselines = (image: number, text: number): Parameters<typeof informationOf>[1] => [
  { modality: 'image', clean: answers(image) },
  { modality: 'text', clean: answers(text) },
];
// Cross-entropies by hand: −log2 of 1/√2 is 0.5 bit, of 2^(−1/4) 0.25 bit, of 1/2 1 bit.
const half = Math.SQRT1_2;
const quarter = 2 ** -0.25;

test('hand-computed: H(Y) 1, fused 0.25, image alone 0.5, text alone 1', () => {
  const information = informationOf(answers(quarter), baselines(half, 0.5))!;
  expect(information.joint).toBeCloseTo(0.75, 12);
  expect(information.given.image).toBeCloseTo(0.75, 12);
  expect(information.given.text).toBeCloseTo(0.25, 12);
  expect(information.complementarity).toBeCloseTo(4 / 3, 12);
});

test('a baseline better than the fused model adds nothing, never less', () => {
  expect(informationOf(answers(half), baselines(quarter, quarter))).toMatchObject({ complementarity: 0 });
});

test('null without a baseline, common samples, or anything learnt', () => {
  expect(informationOf(answers(quarter), baselines(half, half).slice(1))).toBeNull();
  expect(informationOf(answers(quarter), [...baselines(half, half).slice(1), { modality: 'x', clean: [] }])).toBeNull();
  expect(informationOf(answers(0.4), baselines(half, half))).toBeNull();
});
