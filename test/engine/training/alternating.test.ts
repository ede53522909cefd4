import * as tf from '@tensorflow/tfjs-core';
import type { z } from 'zod';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { initBackend } from '../../../src/engine/backends/registry';
import { openNetwork } from '../../../src/engine/models/open-network';
import { copyOf, type Parameters } from '../../../src/engine/models/parameters';
import { pauseWith } from '../../../src/engine/pause';
import { alternatingStep, isAlternating } from '../../../src/engine/training/alternating';
import { alternationStart, disposeAlternation } from '../../../src/engine/training/alternation';
import { adamStart, disposeAdam } from '../../../src/engine/training/adam';
import { batchOf } from '../../../src/engine/training/batches';
import { materialOf } from '../../../src/engine/training/material';
import { readSafetensors } from '../../../src/engine/models/safetensors';
import { sgdStep } from '../../../src/engine/training/sgd';
import { stepSettings } from '../../../src/engine/training/step';
import { startState } from '../../../src/engine/training/epoch';
import { train } from '../../../src/engine/training/train';
import type { JobUpdate } from '../../../src/engine/worker/job';
import { cancelled } from '../../../src/shared/errors';
import { hashOfBytes } from '../../../src/shared/identity';
import type { ModelSpec } from '../../../src/shared/models/model-spec';
import type { AlternatingTraining } from '../../../src/shared/training/training';
import { toyDataset, toySpec } from './toy';

beforeAll(() => initBackend('wasm'));

const dataset = toyDataset();
const KERNEL = 'fusion/dense/kernel';
const nothing = (): void => undefined;

const specOf = (
  alternating: z.input<typeof AlternatingTraining> = {},
  training: z.input<typeof ModelSpec>['training'] = {},
): ModelSpec =>
  toySpec(
    { fusion: { name: 'mla' }, head: { name: 'linear' } },
    { method: 'alternating', epochs: 2, patience: 2, dropout: 0, alternating, ...training },
  );

/** What some batches of training leave, of one specification, from the same start. */
async function stepped(
  spec: ModelSpec,
  batches: number,
): Promise<{ readonly before: Parameters; readonly after: Parameters; readonly projection: number[][] | null }> {
  const { network: plain, rows } = materialOf(spec, dataset);
  const network = openNetwork(plain);
  if (!isAlternating(network)) throw new Error('It does not alternate.');
  const { adam } = startState(network, spec.seed);
  const before = copyOf(adam.parameters);
  const settings = { ...stepSettings(spec, rows.train.length), totalSteps: 1000 };
  let learnt = { adam, history: null, alternation: alternationStart(network, spec.training)! };
  for (let index = 0; index < batches; index += 1) {
    const batch = batchOf(dataset, network, rows.train.slice(20 * index, 20 * (index + 1)));
    const next = await alternatingStep(network, learnt, batch, settings, pauseWith(nothing));
    learnt = { ...next.learnt, history: null, alternation: next.learnt.alternation! };
    expect(next.seen).toBe(20);
  }
  const after = copyOf(learnt.adam.parameters);
  const projection = learnt.alternation.projection?.arraySync() ?? null;
  disposeAdam(learnt.adam);
  disposeAlternation(learnt.alternation);
  network.dispose();
  kept.push(before, after);
  return { before, after, projection };
}

const kept: Parameters[] = [];
afterAll(() => {
  kept.forEach((own) => {
    tf.dispose(Object.values(own));
  });
});

const numbers = (tensor: tf.Tensor): readonly number[] => [...tensor.dataSync()];

describe('one batch', () => {
  test('moves every encoder and the shared head; the first step ever is as it is without modification', async () => {
    const plain = await stepped(specOf({ modification: 'none' }), 1);
    const previous = await stepped(specOf(), 1);
    for (const name of Object.keys(plain.before)) {
      expect(numbers(plain.after[name]), name).not.toEqual(numbers(plain.before[name]));
    }
    // The image comes first: its step is alike, that of the text has another gradient of the kernel and of nothing else.
    const differing = Object.keys(plain.after).filter(
      (name) => numbers(plain.after[name]).join() !== numbers(previous.after[name]).join(),
    );
    expect(differing).toEqual([KERNEL]);
    expect(plain.projection).toBeNull();
    expect(previous.projection).toHaveLength(8);
  });

  test('drawn, the order is another in some batch', async () => {
    const fixed = await stepped(specOf({ modification: 'none' }), 3);
    const drawn = await stepped(specOf({ modification: 'none', turns: 'random' }), 3);
    expect(numbers(drawn.after[KERNEL])).not.toEqual(numbers(fixed.after[KERNEL]));
  });

  test('added, another gradient than with the steps of others alone; rescaled, a smaller one', async () => {
    const [previous, added, rescaled] = [
      await stepped(specOf({}, { optimiser: 'sgd' }), 2),
      await stepped(specOf({ modification: 'added' }, { optimiser: 'sgd' }), 2),
      await stepped(specOf({ rescaled: true }, { optimiser: 'sgd' }), 2),
    ];
    const far = ({ before, after }: typeof previous): number =>
      tf.tidy(() => tf.norm(tf.sub(after[KERNEL], before[KERNEL])).dataSync()[0]);
    expect(far(added)).toBeGreaterThan(far(previous));
    expect(far(rescaled)).toBeLessThan(far(previous));
    expect(Math.hypot(...rescaled.projection!.flat())).toBeCloseTo(1, 5);
  });
});

test('after a plain step through P, what the head says of past mean features has barely moved', () => {
  // W h changes by −rate · gᵀ P h, and P h is nearly nothing of past features.
  tf.tidy(() => {
    const past = [0.5, -1, 2, 1];
    const projection = tf.sub(tf.eye(4), tf.div(tf.outerProduct(tf.tensor1d(past), tf.tensor1d(past)), 6.25 + 0.01));
    const gradient = tf.tensor2d(
      [...Array(12).keys()].map((index) => Math.sin(index + 1)),
      [4, 3],
    );
    const kernel = tf.zeros([4, 3]);
    const change = (own: tf.Tensor): number => {
      const { parameters } = sgdStep(
        adamStart({ kernel }),
        { kernel: own },
        { learningRate: 0.1, momentum: 0, weightDecay: 0 },
      );
      return tf.norm(tf.matMul(tf.tensor2d([past]), parameters.kernel as tf.Tensor2D)).dataSync()[0];
    };
    expect(change(tf.matMul(projection, gradient))).toBeLessThan(0.01 * change(gradient));
  });
});

test('momentum adds up, and what has no gradient stays', () => {
  tf.tidy(() => {
    const settings = { learningRate: 0.1, momentum: 0.9, weightDecay: 0 };
    const start = adamStart({ a: tf.tensor1d([1]), b: tf.tensor1d([1]) });
    const once = sgdStep(start, { a: tf.tensor1d([1]), b: tf.tensor1d([1]) }, settings);
    const twice = sgdStep(once, { a: tf.tensor1d([1]) }, settings);
    expect(twice.parameters.a.dataSync()[0]).toBeCloseTo(1 - 0.1 - 0.19, 6);
    expect(twice.parameters.b.dataSync()[0]).toBeCloseTo(0.9, 6);
  });
});

describe('a whole training', () => {
  const whole = (spec: ModelSpec, checkpoint: Uint8Array | null = null): ReturnType<typeof train> =>
    train({ spec, dataset, checkpoint, onUpdate: nothing, pause: pauseWith(nothing) });

  test('continues bit for bit, P and what has moved included, and leaves no tensor', async () => {
    const before = tf.memory().numTensors;
    const spec = specOf({ turns: 'random' }, { dropout: 0.1 });
    const trained = await whole(spec);
    let last: Uint8Array | null = null;
    let left = 12;
    const cut = train({
      spec,
      dataset,
      checkpoint: null,
      checkpointEvery: 0,
      onUpdate: (update: JobUpdate) => {
        if (update.kind === 'checkpoint') last = update.bytes;
      },
      pause: pauseWith(() => {
        if (left === 0) throw cancelled();
        left -= 1;
      }),
    });
    await expect(cut).rejects.toMatchObject({ code: 'cancelled' });
    const { tensors } = readSafetensors(last!, 'checkpoint');
    expect(tensors.get('alternation/projection')!.shape).toEqual([8, 8]);
    const resumed = await whole(spec, last);
    expect(hashOfBytes(resumed.weights)).toBe(hashOfBytes(trained.weights));
    expect(resumed.curve).toEqual(trained.curve);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('says of each input how often it is right, of both which, and how far the others moved it', async () => {
    const { curve } = await whole(specOf());
    for (const { ownAccuracy, pairs, drift } of curve) {
      expect(Object.keys(ownAccuracy!)).toEqual(['image', 'text']);
      const [both, first, second, neither] = pairs!['image · text'];
      expect(both + first + second + neither).toBeCloseTo(1, 6);
      expect(both + first).toBeCloseTo(ownAccuracy!.image, 6);
      expect(both + second).toBeCloseTo(ownAccuracy!.text, 6);
      expect(drift!.image).toBeGreaterThan(0);
      expect(drift!.text).toBeGreaterThan(0);
    }
    const joint = await whole(
      toySpec({ fusion: { name: 'mla' }, head: { name: 'linear' } }, { epochs: 1, dropout: 0 }),
    );
    expect(joint.curve[0].ownAccuracy).toBeDefined();
    expect(joint.curve[0].drift).toBeUndefined();
    expect((await whole(toySpec({}, { epochs: 1 }))).curve[0].ownAccuracy).toBeUndefined();
  });
});

test('modified, the head drifts less on what the other input showed it', async () => {
  const drift = async (modification: 'none' | 'previous'): Promise<number> => {
    const spec = specOf({ modification, alphaFalls: false }, { optimiser: 'sgd', learningRate: 0.05 });
    const { curve } = await train({
      spec,
      dataset,
      checkpoint: null,
      onUpdate: nothing,
      pause: pauseWith(nothing),
    });
    return curve[0].drift!.image;
  };
  expect(await drift('previous')).toBeLessThan(await drift('none'));
});
