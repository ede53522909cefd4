import * as tf from '@tensorflow/tfjs-core';
import type { z } from 'zod';
import type { PlaneSpec } from '../../../shared/data/modality';
import type { GruChoice } from '../../../shared/recipe/encoders';
import { dense, denseSpecs, denseTokens } from '../layers';
import { noMaps, type Encoder } from './encoder';
import { stepConstants, stepSize, stepsOf } from './steps';

/**
 * Gated recurrent unit (Cho et al., arXiv 1406.1078) over the steps, from the first to the last, the reset gate behind the
 * recurrent product as in cuDNN: r, u = σ(W x + U h), n = tanh(W x + r ∘ (U h + c)), h' = (1 − u) ∘ n + u ∘ h, from h = 0. As a
 * vector: the state after a sample's last step; as tokens: the state after each.
 */
export const gru: Encoder<z.infer<typeof GruChoice>, PlaneSpec> = ({ width }, spec, { form }) => ({
  width,
  constants: stepConstants(spec),
  parameters: {
    ...denseSpecs('input', stepSize(spec), 3 * width, 'linear'),
    ...denseSpecs('state', width, 3 * width, 'linear'),
  },
  apply: (p, embedded) => {
    const { values, mask } = stepsOf(p, spec, embedded);
    const [batch, count] = mask.shape;
    const projected = denseTokens(p, 'input', values);
    // Slices, since tfjs has no gradient of what is taken apart into one.
    const read = Array.from({ length: count }, (_, step) =>
      tf.reshape<tf.Rank.R2>(tf.slice(projected, [0, step, 0], [batch, 1, 3 * width]), [batch, 3 * width]),
    );
    const there = tf.split(mask, count, 1);
    let state: tf.Tensor2D = tf.zeros([batch, width]);
    const states = read.map((x, step) => {
      const [ofReset, ofUpdate, ofNew] = tf.split(x, 3, 1);
      const [reset, update, kept] = tf.split(dense(p, 'state', state), 3, 1);
      const r = tf.sigmoid(tf.add(ofReset, reset));
      const u = tf.sigmoid(tf.add(ofUpdate, update));
      const n = tf.tanh(tf.add(ofNew, tf.mul(r, kept)));
      const moved = tf.mul(tf.sub(1, u), tf.sub(n, state));
      // Behind the last step the state stays as it is.
      state = tf.add(state, tf.mul(there[step], moved));
      return state;
    });
    switch (form) {
      case 'vector':
        return { form, values: state };
      case 'tokens':
        return { form, values: tf.stack<tf.Tensor2D>(states, 1) as tf.Tensor3D, mask };
      case 'maps':
        return noMaps('steps');
      default:
        return form satisfies never;
    }
  },
});
