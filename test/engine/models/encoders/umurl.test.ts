import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { initBackend } from '../../../../src/engine/backends/registry';
import { branchConstants, branchesOf, pooled, type Branch } from '../../../../src/engine/models/encoders/umurl/branch';
import { kindOf, kinematicConstants } from '../../../../src/engine/models/encoders/umurl/kinematics';
import {
  countOf,
  initialValues,
  tensorsOf,
  type Constants,
  type ParameterReader,
} from '../../../../src/engine/models/parameters';
import { encoderPart } from '../../../../src/engine/models/encoders/registry';
import { encodingWidths } from '../../../../src/engine/models/encoding-widths';
import { projectorSpecs } from '../../../../src/engine/training/pretraining/projector';
import { randomFrom } from '../../../../src/engine/random';
import { checkRecipe } from '../../../../src/engine/models/recipe-check';
import type { SkeletonSpec } from '../../../../src/shared/data/modality';
import { BodyStreams } from '../../../../src/shared/recipe/encoders';
import { Recipe, trainedRecipe } from '../../../../src/shared/recipe/recipe';
import { bodyCost } from '../../../../src/shared/models/umurl-cost';

beforeAll(() => initBackend('cpu'));

const coordinates = ['x', 'y', 'z'].map((name) => ({ name, low: -1, high: 1 }));
const moments = { mean: [0.5, 0.5, 0.5], std: [0.2, 0.2, 0.2] };
function bodyOf(joints: number, steps: number): SkeletonSpec {
  return {
    kind: 'skeleton',
    joints: Array.from({ length: joints }, (_, joint) => String(joint)),
    parents: Array.from({ length: joints }, (_, joint) => Math.max(0, joint - 1)),
    steps,
    coordinates,
    ...moments,
  };
}
const spec = bodyOf(4, 5);
const WIDTH = 4;

function constants(own: Constants): ParameterReader {
  const tensors = Object.fromEntries(
    Object.entries(own).map(([name, { shape, values }]) => [name, tf.tensor([...values], [...shape])]),
  );
  return (name) => tensors[name];
}

function readerFor({ parameters }: Branch): ParameterReader {
  const tensors = tensorsOf(parameters, (name) => initialValues(3, name, parameters[name]));
  const fixed = constants(branchConstants(spec, WIDTH));
  return (name) => (name in tensors ? tensors[name] : fixed(name));
}

const random = randomFrom('umurl');
const numbers = Float32Array.from({ length: 2 * 4 * 5 * 3 }, () => random.normal());
let clip: tf.Tensor4D;
let p: ParameterReader;
beforeAll(() => {
  clip = tf.tensor4d(numbers, [2, 4, 5, 3]);
  p = constants(kinematicConstants(spec));
});

describe('what is derived of a skeleton', () => {
  const largest = (x: tf.Tensor): number => tf.max(tf.abs(x)).dataSync()[0];

  it('has no bones where all joints are at one point, and no motion where nothing moves', () => {
    const together: tf.Tensor4D = tf.tile(tf.slice(clip, [0, 0, 0, 0], [2, 1, 5, 3]), [1, 4, 1, 1]);
    expect(largest(kindOf(p, 'bone', together))).toBeLessThan(1e-6);
    const still: tf.Tensor4D = tf.tile(tf.slice(clip, [0, 0, 0, 0], [2, 4, 1, 3]), [1, 1, 5, 1]);
    expect(largest(kindOf(p, 'motion', still))).toBe(0);
  });

  it('has differences to parents, none at the root; and to the next step, none at the last', () => {
    const [joints, bones, motion] = (['joint', 'bone', 'motion'] as const).map((kind) =>
      kindOf(p, kind, clip).arraySync(),
    );
    expect(joints).toEqual(clip.arraySync());
    expect(Math.max(...bones[1][0].flat().map(Math.abs))).toBe(0);
    expect(bones[1][3][2][1]).toBeCloseTo(joints[1][3][2][1] - joints[1][2][2][1], 5);
    expect(motion[0][2][1][0]).toBeCloseTo(joints[0][2][2][0] - joints[0][2][1][0], 5);
    for (const joint of motion[0]) expect(joint[4]).toEqual([0, 0, 0]);
  });

  it('follows a joint that is moved: its bone, its child’s, and its motion before and after', () => {
    const moved = tf.buffer([2, 4, 5, 3], 'float32', numbers.slice());
    moved.set(moved.get(0, 2, 3, 1) + 1, 0, 2, 3, 1);
    const change = (kind: 'bone' | 'motion'): readonly number[] =>
      Array.from(
        tf.sub(kindOf(p, kind, moved.toTensor() as tf.Tensor4D), kindOf(p, kind, clip)).dataSync(),
        (value, at) => (Math.abs(value) > 0.5 ? at : -1),
      ).filter((at) => at >= 0);
    const at = (joint: number, step: number): number => (joint * 5 + step) * 3 + 1;
    expect(change('bone')).toEqual([at(2, 3), at(3, 3)]);
    expect(change('motion')).toEqual([at(2, 2), at(2, 3)]);
  });
});

describe('an encoder of streams', () => {
  it('knows steps by their places, joints by none', () => {
    const [branch] = branchesOf('fused', spec, WIDTH);
    const reader = readerFor(branch);
    const half = (x: tf.Tensor4D, from: number): readonly number[] =>
      Array.from(tf.slice(pooled(branch.together(reader, x)), [0, from], [-1, WIDTH]).dataSync());
    // Bones follow the order of joints; tokens of joints do not, so the permutation is one of tokens, of joints alone.
    const [single] = branchesOf('joint', spec, WIDTH);
    const own = readerFor(single);
    const order = tf.tensor1d([2, 0, 3, 1], 'int32');
    const spatial = (x: tf.Tensor4D): readonly number[] =>
      Array.from(tf.max(single.together(own, x).spatial, 1).dataSync());
    spatial(tf.gather(clip, order, 1)).forEach((value, index) => {
      expect(value).toBeCloseTo(spatial(clip)[index], 5);
    });
    const reversed = tf.reverse(clip, 2);
    expect(Math.max(...half(reversed, 0).map((value, at) => Math.abs(value - half(clip, 0)[at])))).toBeGreaterThan(
      1e-3,
    );
  });

  it('has as many weights as the released shapes and as are counted, in training with projectors', () => {
    const ntu = bodyOf(50, 64);
    const [fused] = branchesOf('fused', ntu, 1024);
    const projectors = 3 * countOf(projectorSpecs('p', 2048));
    expect(countOf(fused.parameters)).toBe(22_067_200);
    expect(projectors).toBe(50_380_800);
    expect(countOf(fused.parameters) + projectors).toBe(72_448_000);
    for (const streams of BodyStreams.options) {
      const own = branchesOf(streams, spec, WIDTH).reduce((sum, { parameters }) => sum + countOf(parameters), 0);
      expect(own).toBe(bodyCost({ streams, width: WIDTH }, { height: 4, width: 5, channels: 3 }).parameters);
    }
  });

  it('gives an encoding twice as wide as its tokens, of each stream, which recipes are checked by', () => {
    const widths = (streams: BodyStreams) => {
      const recipe = trainedRecipe(
        Recipe.parse({
          encoders: { body: { name: 'umurl', streams, width: WIDTH } },
          fusion: { name: 'concat' },
        }),
      );
      const [{ width }] = encodingWidths(recipe, { body: spec }, 'recipe');
      const setting = { form: 'vector', vocabularySize: 0 } as const;
      return [width, encoderPart(recipe.encoders.body, spec, setting).width];
    };
    expect(widths('fused')).toEqual([8, 8]);
    expect(widths('motion')).toEqual([8, 8]);
    expect(widths('three')).toEqual([24, 24]);
  });

  it('of bones is refused where nothing says what they join', () => {
    const bare: SkeletonSpec = { ...spec, parents: undefined };
    const recipe = (streams: BodyStreams) =>
      Recipe.parse({ encoders: { body: { name: 'umurl', streams } }, fusion: { name: 'concat' } });
    for (const streams of ['fused', 'bone', 'three'] as const) {
      expect(() => {
        checkRecipe(recipe(streams), { body: bare }, { classes: 2 });
      }).toThrow('these data do not say which joints a bone joins');
    }
    checkRecipe(recipe('joint'), { body: bare }, { classes: 2 });
    checkRecipe(recipe('fused'), { body: spec }, { classes: 2 });
  });
});
