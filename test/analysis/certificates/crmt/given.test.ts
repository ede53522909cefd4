import { expect, it } from 'vitest';
import { distanceOf, faultsOf, type Fault, type Given } from '../../../../src/analysis/certificates/crmt/given';

const given: Given = {
  scores: [
    [4, 1, 0],
    [1, 0, 0],
  ],
  weights: [
    [0.5, 0.5, 0.5],
    [1, 1, 1],
  ],
  slopes: [
    [0.8, 0.9, 0.7],
    [0.2, 0.2, 0.3],
  ],
  biases: [0, 0, 0],
  label: 0,
  sizes: null,
};

it('has the lead over the runner-up, and radii over the class that is reached first', () => {
  const distance = distanceOf({ ...given, sizes: [1, 1] });
  // Over class 1: 1.5 + 1 = 2.5 at 0.85 and 0.4; over class 2: 3 at 0.75 and 0.5.
  expect(distance).toMatchObject({ runnerUp: 1, bias: 0, kept: true });
  expect(distance.lead).toBeCloseTo(2.5, 12);
  expect(distance.joint.radius).toBeCloseTo(2.5 / Math.hypot(0.85, 0.4), 12);
  expect(distance.modalities.map(({ share }) => share)).toEqual([1.5, 1]);
  expect(distance.modalities[1].alone).toEqual({ radius: 6, rival: 2 });
  expect(distanceOf({ ...given, sizes: [2, 3] }).kept).toBe(false);
  expect(distanceOf(given).kept).toBeNull();
});

it.each<[Partial<Given>, Fault]>([
  [{ weights: [[1, 1], given.weights[1]] }, { kind: 'count', part: 'weights', modality: 0, count: 2, wanted: 3 }],
  [{ slopes: [given.slopes[0], []] }, { kind: 'count', part: 'slopes', modality: 1, count: 0, wanted: 3 }],
  [{ biases: [0] }, { kind: 'biases', count: 1, wanted: 3 }],
  [{ slopes: [given.slopes[0], [0, 0, -1]] }, { kind: 'negative-slope', modality: 1, class: 2 }],
  [{ label: 3 }, { kind: 'label', last: 2 }],
  [{ sizes: [0, -1] }, { kind: 'negative-size', modality: 1 }],
  [{ scores: [[1]], weights: [[1]], slopes: [[1]], biases: [0] }, { kind: 'one-class' }],
])('finds what is wrong with %j, and that alone', (changes, fault) => {
  expect(faultsOf(given)).toEqual([]);
  expect(faultsOf({ ...given, ...changes })).toEqual([fault]);
});
