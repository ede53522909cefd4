import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { initBackend } from '../../../../src/engine/backends/registry';
import { branchesOf, pooled } from '../../../../src/engine/models/encoders/umurl/branch';
import { initialValues, readerOf, tensorsOf, type Parameters } from '../../../../src/engine/models/parameters';
import { randomFrom } from '../../../../src/engine/random';
import { umurlLoss } from '../../../../src/engine/training/pretraining/loss';
import {
  pretrainingLoss,
  pretrainingNetwork,
  type PretrainingNetwork,
} from '../../../../src/engine/training/pretraining/network';
import { projected } from '../../../../src/engine/training/pretraining/projector';
import type { DatasetManifest } from '../../../../src/shared/data/dataset';
import type { SkeletonSpec } from '../../../../src/shared/data/modality';
import { ModelSpec } from '../../../../src/shared/models/model-spec';
import { slopes, worst } from '../../models/finite-differences';

beforeAll(() => initBackend('cpu'));

const [BATCH, JOINTS, STEPS, WIDTH] = [5, 4, 6, 4];
const skeleton: SkeletonSpec = {
  kind: 'skeleton',
  joints: ['root', 'chest', 'left', 'right'],
  parents: [0, 0, 1, 1],
  steps: STEPS,
  coordinates: ['x', 'y'].map((name) => ({ name, low: -1, high: 1 })),
  mean: [0.6, 0.6],
  std: [0.2, 0.2],
};

/** Drawn: every weight and bias is another, so that no two projectors do alike. */
function prepared(streams: 'fused' | 'three'): {
  readonly network: PretrainingNetwork;
  readonly parameters: Parameters;
} {
  const spec = ModelSpec.parse({
    dataset: 'drawn',
    recipe: {
      encoders: { body: { name: 'umurl', streams, width: WIDTH } },
      fusion: { name: 'concat' },
      head: { name: 'linear' },
    },
    training: { pretraining: { epochs: 1 } },
    seed: 3,
  });
  const network = pretrainingNetwork(spec, {
    manifest: { modalities: { body: skeleton } } as unknown as DatasetManifest,
  });
  const drawn = tensorsOf(network.parameters, (name) => {
    const random = randomFrom('weights', name);
    return initialValues(3, name, network.parameters[name]).map((value) => value + 0.2 * random.normal());
  });
  const constants = Object.fromEntries(
    Object.entries(network.constants).map(([name, { shape, values }]) => [name, tf.tensor([...values], [...shape])]),
  );
  return { network, parameters: { ...drawn, ...constants } };
}

const view = (name: string): tf.Tensor4D => {
  const random = randomFrom('view', name);
  const values = Array.from({ length: BATCH * JOINTS * STEPS * 2 }, () => random.normal());
  return tf.tensor4d(values, [BATCH, JOINTS, STEPS, 2]);
};
const value = (x: tf.Scalar): number => x.dataSync()[0];

describe('what is lowered without labels', () => {
  it('is of each kind its own view through its own projector, and one fused view through the projector of every kind', () => {
    tf.tidy(() => {
      const { network, parameters } = prepared('fused');
      const views = ['first', 'second', 'third', 'fourth'].map(view);
      const [branch] = branchesOf('fused', skeleton, WIDTH);
      const p = readerOf(parameters, 'encoders/body');
      const all = (name: string): tf.Tensor => parameters[name];
      const z = (kind: string, y: tf.Tensor2D): tf.Tensor2D => projected(all, `projectors/body/0/${kind}`, y);
      const together = pooled(branch.together(p, views[3]));
      const expected = umurlLoss({
        alone: [
          z('joint', pooled(branch.alone(p, 'joint', views[0]))),
          z('bone', pooled(branch.alone(p, 'bone', views[1]))),
          z('motion', pooled(branch.alone(p, 'motion', views[2]))),
        ],
        fused: [z('joint', together), z('bone', together), z('motion', together)],
      });
      expect(value(pretrainingLoss(network, parameters, { body: views }))).toBeCloseTo(value(expected), 4);
    });
  });

  it('of three streams is a loss of each, of two views, through a projector of its own', () => {
    tf.tidy(() => {
      const { network, parameters } = prepared('three');
      const views = ['first', 'second'].map(view);
      const p = readerOf(parameters, 'encoders/body');
      const all = (name: string): tf.Tensor => parameters[name];
      const [joint, bone, motion] = branchesOf('three', skeleton, WIDTH);
      const losses = (
        [
          [joint, 'joint', 'projectors/body/0/joint'],
          [bone, 'bone', 'projectors/body/1/bone'],
          [motion, 'motion', 'projectors/body/2/motion'],
        ] as const
      ).map(([branch, kind, name]) =>
        value(
          umurlLoss({
            alone: [projected(all, name, pooled(branch.alone(p, kind, views[0])))],
            fused: [projected(all, name, pooled(branch.together(p, views[1])))],
          }),
        ),
      );
      expect(value(pretrainingLoss(network, parameters, { body: views }))).toBeCloseTo(
        losses[0] + losses[1] + losses[2],
        4,
      );
    });
  });
});

describe('slopes against differences', () => {
  const drawn = (name: string): tf.Tensor2D => {
    const random = randomFrom('projections', name);
    return tf.tensor2d(
      Array.from({ length: 12 }, () => 0.6 * random.normal()),
      [4, 3],
    );
  };

  it.each(['alone', 'fused'] as const)('of the loss, for each of the projections %s', (side) => {
    tf.tidy(() => {
      const projections = {
        alone: ['a', 'b', 'c'].map(drawn),
        fused: ['ua', 'ub', 'uc'].map(drawn),
      };
      for (const kind of [0, 1, 2]) {
        const f = (x: tf.Tensor): tf.Scalar =>
          umurlLoss({
            ...projections,
            [side]: projections[side].map((own, at) => (at === kind ? (x as tf.Tensor2D) : own)),
          });
        const found = slopes(f, projections[side][kind], 4, `umurl ${side} ${kind}`);
        expect(worst(found), `${side} ${kind}`).toBeLessThan(1);
        expect(Math.max(...found.map(({ measured }) => Math.abs(measured)))).toBeGreaterThan(0.1);
      }
    });
  });
});
