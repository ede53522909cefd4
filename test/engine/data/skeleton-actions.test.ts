import { rm, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../../src/engine/data/dataset';
import { unscaled } from '../../../src/engine/data/measured-moments';
import { openDataset } from '../../../src/engine/data/open';
import { prepareShipped } from '../../../src/engine/data/shipped';
import { acted, ACTIONS, type Manner } from '../../../src/engine/data/shipped/body-actions';
import { JOINTS, PARENTS, posable, standing } from '../../../src/engine/data/shipped/body-model';
import { STEPS, tracked, WATCH_STEPS, worn } from '../../../src/engine/data/shipped/body-sensors';
import { randomFrom } from '../../../src/engine/random';
import { SkeletonSpec } from '../../../src/shared/data/modality';

let folder: string;
let dataset: Dataset;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'muroan-actions-'));
  await prepareShipped('skeleton-actions', join(folder, 'skeleton-actions'));
  dataset = await openDataset(join(folder, 'skeleton-actions'));
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('actions of skeletons', () => {
  it('are the same on every machine', () => {
    // When this changes, raise the preparation’s version: results on the old rows are not comparable.
    expect(dataset.manifest.hash).toBe('b16ef7d61419b9fcaf91ce3383e58ec11b98782e48af054b1a0fab33d7f84d44');
    expect(dataset.manifest.splits).toEqual({ train: 720, validation: 192, test: 480 });
  });

  it('are by people who are in one split each, every action as often as any other', () => {
    expect(dataset.manifest.repeatedUnits).toBeUndefined();
    const people = (split: 'train' | 'validation' | 'test') =>
      new Set(dataset.rowsOf(split).map((row) => dataset.sample(row).group));
    expect([people('train').size, people('validation').size, people('test').size]).toEqual([30, 8, 20]);
    const counts = new Array<number>(ACTIONS.length).fill(0);
    for (const row of dataset.rowsOf('test')) counts[dataset.label(row)] += 1;
    expect(new Set(counts)).toEqual(new Set([40]));
  });

  it('say which joints bones join, and a bone is longer than its noise', () => {
    const spec = dataset.manifest.modalities.skeleton as SkeletonSpec;
    expect(spec.parents).toEqual(PARENTS);
    const { inputs } = dataset.sample(0);
    const values = inputs.skeleton as Float32Array;
    const at = (joint: number, axis: number): number =>
      unscaled(values[joint * STEPS * 3 + axis], spec.coordinates[axis]);
    const shin = Math.hypot(...[0, 1, 2].map((axis) => at(11, axis) - at(10, axis)));
    expect(shin).toBeGreaterThan(0.2);
    expect(shin).toBeLessThan(0.8);
  });
});

it('a parent for each joint is asked for, of joints that are there', () => {
  const spec = {
    kind: 'skeleton',
    joints: ['a', 'b'],
    steps: 2,
    coordinates: ['x', 'y'].map((name) => ({ name, low: 0, high: 1 })),
    mean: [0, 0],
    std: [1, 1],
  };
  expect(SkeletonSpec.safeParse(spec).success).toBe(true);
  expect(SkeletonSpec.safeParse({ ...spec, parents: [0, 0] }).success).toBe(true);
  expect(SkeletonSpec.safeParse({ ...spec, parents: [0] }).success).toBe(false);
  expect(SkeletonSpec.safeParse({ ...spec, parents: [0, 2] }).success).toBe(false);
});

describe('the body model', () => {
  const lengths = {
    trunk: 0.5,
    head: 0.2,
    shoulder: 0.2,
    hip: 0.1,
    upperArm: 0.3,
    forearm: 0.25,
    thigh: 0.42,
    shin: 0.42,
  };
  const body = posable(lengths);
  const manner: Manner = { side: 'left', reach: 1, beats: 2, aim: 0 };
  const at = (joint: string): number => (JOINTS as readonly string[]).indexOf(joint);

  it('keeps the length of every bone, whatever is done', () => {
    const lengthsOf = (time: number, action: (typeof ACTIONS)[number]): readonly number[] => {
      const joints = body.posed(acted(action, time, manner));
      return JOINTS.map((_, joint) => Math.hypot(...joints[joint].map((x, axis) => x - joints[PARENTS[joint]][axis])));
    };
    const rest = lengthsOf(0, 'wave');
    for (const action of ACTIONS) {
      for (const time of [0.3, 0.5, 0.8]) {
        lengthsOf(time, action).forEach((length, joint) => {
          expect(length).toBeCloseTo(rest[joint], 6);
        });
      }
    }
  });

  it('leaves feet that stand where they stand, and lifts both in a jump', () => {
    const rest = body.posed(standing);
    const squat = body.posed(acted('squat', 0.25, manner));
    expect(squat[at('pelvis')][1]).toBeLessThan(-0.1);
    const middle = (joints: typeof rest, axis: number): number =>
      (joints[at('left ankle')][axis] + joints[at('right ankle')][axis]) / 2;
    [0, 1, 2].forEach((axis) => {
      expect(middle(squat, axis)).toBeCloseTo(middle(rest, axis), 6);
    });
    expect(middle(body.posed(acted('jump', 0.53, manner)), 1) - middle(rest, 1)).toBeGreaterThan(0.3);
    const kick = body.posed(acted('kick', 0.6, manner));
    expect(kick[at('left ankle')][2]).toBeGreaterThan(0.3);
    expect(kick[at('right ankle')][2]).toBeCloseTo(rest[at('right ankle')][2], 6);
  });

  it('raises the hand of the side that does it', () => {
    const wave = body.posed(acted('wave', 0.5, manner));
    expect(wave[at('left wrist')][1]).toBeGreaterThan(wave[at('left shoulder')][1]);
    expect(wave[at('right wrist')][1]).toBeLessThan(wave[at('right elbow')][1]);
    expect(body.wristOf(acted('wave', 0.5, manner), 'left')).toEqual(wave[at('left wrist')]);
  });

  it('is felt by a watch as gravity when it is still, and more when its own arm throws than when the other does', () => {
    const felt = (side: 'left' | 'right'): Float32Array =>
      worn({ body, seconds: 2, poseAt: (time) => acted('throw', time, { ...manner, side }) }, randomFrom('watch'));
    const amounts = (values: Float32Array): readonly number[] =>
      Array.from({ length: WATCH_STEPS }, (_, step) => Math.hypot(...values.subarray(3 * step, 3 * step + 3)));
    const still = amounts(worn({ body, seconds: 2, poseAt: () => standing }, randomFrom('watch')));
    expect(still.reduce((sum, one) => sum + one, 0) / WATCH_STEPS).toBeCloseTo(9.8, 0);
    expect(Math.max(...amounts(felt('right')))).toBeGreaterThan(Math.max(...amounts(felt('left'))) + 5);
  });

  it('is tracked from the pelvis of the first step, with joints that are lost for some steps', () => {
    const values = tracked({ body, seconds: 2, poseAt: () => standing }, { yaw: 0.5, pitch: 0 }, randomFrom('camera'));
    expect(Math.hypot(...values.subarray(0, 3))).toBeLessThan(0.2);
    const frozen = JOINTS.flatMap((_, joint) =>
      Array.from({ length: STEPS - 1 }, (_unused, step) => (joint * STEPS + step) * 3).filter(
        (from) => values[from] === values[from + 3] && values[from + 1] === values[from + 4],
      ),
    );
    expect(frozen.length).toBeGreaterThan(5);
    expect(frozen.length).toBeLessThan(120);
  });
});
