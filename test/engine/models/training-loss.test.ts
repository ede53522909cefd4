import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { learnsBesides } from '../../../src/shared/recipe/training-loss';
import { initBackend } from '../../../src/engine/backends/registry';
import { crossEntropies } from '../../../src/engine/models/cross-entropies';
import { targetsOf } from '../../../src/engine/models/targets';
import { randomFrom } from '../../../src/engine/random';
import { built, CLASSES, fusions, imageEncoders, inputs, linear, textEncoders } from './tiny';

beforeAll(() => initBackend('cpu'));

/** What training lowers, less the cross-entropy of the model's own answer. */
function besides(fusion: (typeof fusions)[number]): number {
  const { network, parameters } = built({
    encoders: { image: imageEncoders[1], text: textEncoders[1] },
    ...{ fusion, head: linear },
  });
  return tf.tidy(() => {
    const encodings = Object.fromEntries(
      Object.keys(network.modalities).map((id) => [
        id,
        network.encode(parameters, id, network.embed(parameters, id, inputs[id])),
      ]),
    );
    const targets = targetsOf(
      [0, 1, 2, 1].map((label) => ({ label })),
      CLASSES,
    );
    const { z, penalty } = network.fuseInTraining(parameters, encodings, randomFrom(1));
    const logits = network.decide(parameters, z);
    const standings = tf.tensor2d([0.9, 0.1, 0.1, 0.9, 0.5, 0.2, 0.2, 0.5], [4, 2]);
    const ranked = network.ranking?.(parameters, encodings, targets, standings).penalty;
    const lowered = tf.sum(network.objective(parameters, encodings, logits, targets)).dataSync()[0];
    const more = [penalty, ranked].reduce((sum, each) => sum + (each?.dataSync()[0] ?? 0), 0);
    return (
      lowered +
      more -
      tf.sum(crossEntropies(network.decide(parameters, network.fuse(parameters, encodings)), targets)).dataSync()[0]
    );
  });
}

test.each(fusions.map((fusion) => [fusion.name, fusion] as const))(
  'what training lowers of %s besides its own answer is said where there is something',
  (_name, fusion) => {
    const said = learnsBesides({ fusion });
    if (said === null) expect(Math.abs(besides(fusion))).toBeLessThan(1e-4);
    else expect(Math.abs(besides(fusion))).toBeGreaterThan(1e-3);
  },
);

test('settings that switch a part off are told apart', () => {
  const unis = { name: 'unis-mmc', unimodal: true, contrast: 0.1, temperature: 0.5, contrastForm: 'paper' } as const;
  expect(learnsBesides({ fusion: unis })).toBe('the loss of each input and the contrast between inputs');
  expect(learnsBesides({ fusion: { ...unis, contrast: 0 } })).toBe('the loss of each input');
  expect(learnsBesides({ fusion: { ...unis, unimodal: false } })).toBeNull();
});
