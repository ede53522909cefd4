import * as tf from '@tensorflow/tfjs-core';
import type { z } from 'zod';
import type { CrmtChoice } from '../../../shared/recipe/fusions';
import type { SampleHeadChoice } from '../../../shared/recipe/heads';
import { crossEntropies } from '../cross-entropies';
import type { Encoding, Encodings } from '../fused-model';
import { dense, denseOnHost, denseSpecs } from '../layers';
import { spectralBound } from '../lipschitz';
import { orthonormalRows } from '../orthonormal';
import { normal, zeros, type ParameterReader, type ParameterSpecs } from '../parameters';
import { vectorIn, type Fusion, type FusionInput } from './fusion';

/** What every a_k^(m) begins at (released code); without orthogonal rows 1, as in a plain head. */
const START = 0.1;

/** Added inside the logarithm of the margins (released code). */
const LEAST = 1e-5;

// `checkRecipe` refuses it: bounds of its slopes are known of one hidden layer at most.
const tooDeep = 'An orthogonal classifier has no second hidden layer.';

/**
 * Orthogonal classifier (CRMT, arXiv 2402.06244): h_k = Σ_m a_k^(m) s_k^(m) + b_k with s^(m) = W^(m) φ^(m), and h is the
 * decision. The rows of each W^(m) are orthonormal, so that what an encoder learns (s) and how much of it counts (a) are
 * apart. φ is the encoding; with a head of two layers, its hidden layer, one per modality.
 *
 * Step 1 of training adds ρ times the logarithm of what is missing at the modalities' own margins; the sum
 * over them is inside, so that the modality with the smallest margin counts most. Step 2, which learns a alone, follows in
 * `training/integration`. With rows that are free it is the ordinary joint model, whose head reads all encodings at once: what
 * the method is compared with.
 */
export const crmt: Fusion<z.infer<typeof CrmtChoice>> = {
  consumes: 'vector',
  decides: 'none',
  part: (choice, { inputs, classes, head }) => {
    const rowsOf = choice.orthogonal ? rightAngled : free;
    const score = (p: ParameterReader, modality: string, encoding: Encoding): tf.Tensor2D =>
      tf.matMul(representation(p, modality, head, vectorIn(encoding, modality)), rowsOf(p, modality), false, true);
    const apart = (p: ParameterReader, encodings: Encodings): readonly tf.Tensor2D[] =>
      inputs.map(({ modality }) => score(p, modality, encodings[modality]));
    const together = (p: ParameterReader, scores: readonly tf.Tensor2D[]): tf.Tensor2D =>
      inputs
        .map(({ modality }, m) => tf.mul<tf.Tensor2D>(scores[m], p(`${modality}/weight`)))
        .reduce<tf.Tensor2D>((sum, each) => tf.add(sum, each), p('bias') as tf.Tensor2D);
    const widths = Object.fromEntries(inputs.map(({ modality, width }) => [modality, width]));
    return {
      width: classes,
      parameters: {
        ...(Object.assign(
          {},
          ...inputs.map((input) => modalitySpecs(input, head, classes, choice.orthogonal ? START : 1)),
        ) as ParameterSpecs),
        bias: zeros(classes),
      },
      apply: (p, encodings) => together(p, apart(p, encodings)),
      integration: {
        score,
        weights: Object.fromEntries(inputs.map(({ modality }) => [modality, `${modality}/weight`])),
        bias: 'bias',
        rows: (p, modality) => tf.clone(rowsOf(p, modality)),
        lipschitz: (host, modality) => {
          if (head.name !== 'mlp') return 1;
          return spectralBound({
            rows: widths[modality],
            columns: head.hidden,
            values: host(`${modality}/hidden/kernel`),
          });
        },
        steps: (host, modality) =>
          head.name !== 'mlp'
            ? []
            : [{ kind: 'linear', ...denseOnHost(host, `${modality}/hidden`, widths[modality], head.hidden) }],
        traced: (p, modality, encoding) =>
          head.name === 'linear' ? [] : [representation(p, modality, head, vectorIn(encoding, modality))],
        joint: !choice.orthogonal,
        epochs: choice.integration,
      },
      ...(choice.margin === 0
        ? {}
        : {
            objective: (p, encodings, labels) => {
              const scores = apart(p, encodings);
              return tf.add(
                crossEntropies(together(p, scores), labels),
                tf.mul(missingMargins(scores, labels), choice.margin),
              );
            },
          }),
    };
  },
};

function rightAngled(p: ParameterReader, modality: string): tf.Tensor2D {
  return orthonormalRows(free(p, modality));
}

function free(p: ParameterReader, modality: string): tf.Tensor2D {
  return p(`${modality}/kernel`) as tf.Tensor2D;
}

function modalitySpecs(
  { modality, width }: FusionInput,
  head: SampleHeadChoice,
  classes: number,
  start: number,
): ParameterSpecs {
  const features = featuresOf(head, width);
  return {
    ...(head.name === 'mlp' ? denseSpecs(`${modality}/hidden`, width, features, 'relu') : {}),
    [`${modality}/kernel`]: normal(Math.sqrt(1 / features), classes, features),
    [`${modality}/weight`]: { shape: [classes], initial: { kind: 'constant', value: start } },
  };
}

function featuresOf(head: SampleHeadChoice, width: number): number {
  switch (head.name) {
    case 'linear':
      return width;
    case 'mlp':
      return head.hidden;
    case 'deep':
      throw new Error(tooDeep);
    default:
      return head satisfies never;
  }
}

/** φ [B, D]. */
function representation(
  p: ParameterReader,
  modality: string,
  head: SampleHeadChoice,
  encoding: tf.Tensor2D,
): tf.Tensor2D {
  switch (head.name) {
    case 'linear':
      return encoding;
    case 'mlp':
      return tf.relu(dense(p, `${modality}/hidden`, encoding));
    case 'deep':
      throw new Error(tooDeep);
    default:
      return head satisfies never;
  }
}

/** log(Σ_m Σ_{k≠y} exp(s_k^(m) − s_y^(m)) + 1e-5), [B]: as one log-sum-exp, which cannot overflow. */
function missingMargins(scores: readonly tf.Tensor2D[], labels: tf.Tensor2D): tf.Tensor1D {
  const own = tf.mul(labels, -1e9);
  const gaps = scores.map((each) => {
    const ofLabel = tf.sum(tf.mul(each, labels), 1, true);
    return tf.add<tf.Tensor2D>(tf.sub(each, ofLabel), own);
  });
  const least = tf.fill([labels.shape[0], 1], Math.log(LEAST));
  return tf.logSumExp(tf.concat([...gaps, least as tf.Tensor2D], 1), 1);
}
