import * as tf from '@tensorflow/tfjs-core';
import type { z } from 'zod';
import { fixedMlaWeights, type MlaChoice } from '../../../shared/recipe/fusions';
import type { SampleHeadChoice } from '../../../shared/recipe/heads';
import { crossEntropies } from '../cross-entropies';
import { detached } from '../detached';
import { dense, denseSpecs } from '../layers';
import type { Encodings } from '../fused-model';
import { prefixed, type ParameterReader, type ParameterSpecs } from '../parameters';
import { vectorIn, vectorOf, type Fusion } from './fusion';

/**
 * A head that all modalities share, and weights of their answers by entropy (MLA, arXiv 2311.10707): y_m = W φ_m + b,
 * z = Σ_m λ_m y_m, and z is the decision; a modality that is missing is left out of both sums. φ_m is the encoding; with a head of hidden layers the last of them, one such stack
 * per modality: hidden layers that were shared would not be kept by what the gradient of W is modified by.
 *
 * The weights are found when the model is asked, and an attack's gradient goes through them. Joint training, which the method
 * is compared with, lowers the cross-entropy of the mean of the logits; alternating training that of one modality at a time.
 */
export const mla: Fusion<z.infer<typeof MlaChoice>> = {
  consumes: 'vector',
  decides: 'none',
  part: ({ weights }, { inputs, classes, head }) => {
    const stacks = Object.fromEntries(
      inputs.map(({ modality, width }) => [modality, hiddenLayers(head, modality, width)]),
    );
    const features = (p: ParameterReader, modality: string, encoding: tf.Tensor2D): tf.Tensor2D =>
      stacks[modality].apply(p, encoding);
    const present = (encodings: Encodings): readonly string[] =>
      inputs.flatMap(({ modality }) => (modality in encodings ? [modality] : []));
    const answersOf = (p: ParameterReader, encodings: Encodings): readonly tf.Tensor2D[] =>
      present(encodings).map((modality) => dense(p, 'dense', features(p, modality, vectorOf(encodings, modality))));
    const named = <Value>(encodings: Encodings, values: readonly Value[]): Readonly<Record<string, Value>> =>
      Object.fromEntries(present(encodings).map((modality, index) => [modality, values[index]]));
    const byEntropy = weights === 'entropy';
    const together = (answers: readonly tf.Tensor2D[], of: readonly string[]): tf.Tensor2D => {
      switch (weights) {
        case 'entropy':
          return weighted(answers, entropyWeights(answers));
        case 'mean':
          return meanOf(answers);
        case 'fixed': {
          const fixed = fixedWeights(inputs.map(({ modality }) => modality));
          return weighted(answers, sharesOf(of.map((modality) => fixed[modality])));
        }
        default:
          return weights satisfies never;
      }
    };
    return {
      width: classes,
      parameters: {
        ...(Object.assign({}, ...Object.values(stacks).map(({ parameters }) => parameters)) as ParameterSpecs),
        ...denseSpecs('dense', stacks[inputs[0].modality].width, classes, 'linear'),
      },
      apply: (p, encodings) => together(answersOf(p, encodings), present(encodings)),
      leavesOut: true,
      objective: (p, encodings, labels) => crossEntropies(meanOf(answersOf(p, encodings)), labels),
      answers: (p, encodings) => named(encodings, answersOf(p, encodings)),
      alternation: {
        kernel: 'dense/kernel',
        bias: 'dense/bias',
        features: (p, modality, encoding) => features(p, modality, vectorIn(encoding, modality)),
        together: (answers) =>
          together(
            answers,
            inputs.map(({ modality }) => modality),
          ),
      },
      ...(byEntropy
        ? {
            weighing: {
              frozen: (p, encodings) => {
                const answers = answersOf(p, encodings);
                return weighted(answers, entropyWeights(answers).map(detached));
              },
              weights: (p, encodings) =>
                named(
                  encodings,
                  entropyWeights(answersOf(p, encodings)).map((own) => tf.squeeze<tf.Tensor1D>(own, [1])),
                ),
            },
          }
        : {}),
    };
  },
};

/**
 * λ_m [B, 1] of logits y_m [B, K]: softmax over the modalities of −e_m, with e_m = −Σ_k p_mk log p_mk in nats and p_m the
 * softmax over the CLASSES of one sample (the released code takes it over the samples of a batch).
 */
export function entropyWeights(answers: readonly tf.Tensor2D[]): readonly tf.Tensor2D[] {
  const wavering = answers.map((logits) => {
    const log = tf.logSoftmax(logits);
    return tf.neg<tf.Tensor2D>(tf.sum(tf.mul(tf.exp(log), log), 1, true));
  });
  return tf.split(tf.softmax(tf.neg<tf.Tensor2D>(tf.concat(wavering, 1))), answers.length, 1);
}

/** By modality, the weights that the released code has in the place of entropy: of audio, visual and text, as their names sort. */
function fixedWeights(modalities: readonly string[]): Readonly<Record<string, number>> {
  const released = fixedMlaWeights[modalities.length];
  return Object.fromEntries(modalities.map((modality, index) => [modality, released[index]]));
}

/** So that they add up to one: of the inputs that are there. */
function sharesOf(weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((so, each) => so + each, 0);
  return weights.map((each) => each / sum);
}

function weighted(answers: readonly tf.Tensor2D[], weights: readonly (tf.Tensor2D | number)[]): tf.Tensor2D {
  return answers
    .map((logits, index) => tf.mul<tf.Tensor2D>(logits, weights[index]))
    .reduce((sum, each) => tf.add(sum, each));
}

function meanOf(answers: readonly tf.Tensor2D[]): tf.Tensor2D {
  return tf.div(
    answers.reduce((sum, each) => tf.add(sum, each)),
    answers.length,
  );
}

interface HiddenLayers {
  /** Of what they give. */
  readonly width: number;
  readonly parameters: ParameterSpecs;
  apply(p: ParameterReader, encoding: tf.Tensor2D): tf.Tensor2D;
}

/** The layers of a head that come before its last, of one modality. */
function hiddenLayers(head: SampleHeadChoice, modality: string, width: number): HiddenLayers {
  const layers = hiddenNames(head);
  if (head.name === 'linear') return { width, parameters: {}, apply: (_p, encoding) => encoding };
  const { hidden } = head;
  return {
    width: hidden,
    parameters: prefixed(
      modality,
      Object.assign(
        {},
        ...layers.map((name, index) => denseSpecs(name, index === 0 ? width : hidden, hidden, 'relu')),
      ) as ParameterSpecs,
    ),
    apply: (p, encoding) =>
      layers.reduce<tf.Tensor2D>((values, name) => tf.relu(dense(p, `${modality}/${name}`, values)), encoding),
  };
}

function hiddenNames(head: SampleHeadChoice): readonly string[] {
  switch (head.name) {
    case 'linear':
      return [];
    case 'mlp':
      return ['hidden'];
    case 'deep':
      return ['first', 'hidden'];
    default:
      return head satisfies never;
  }
}
