/** One micro-batch of a gradient cell: attack, projection, re-evaluation, controls, records. */
import * as tf from '@tensorflow/tfjs-core';
import type { GradientChoice } from '../../../shared/attack';
import type { PerturbationRecord } from '../../../shared/record';
import type { Embeddings } from '../../models/fused-model';
import type { AttackContext, PerturbationClaim } from '../attack';
import { displacementOf } from '../displacement';
import type { MicroBatch } from '../micro-batch';
import { argMax, crossEntropy, embedSamples, outputsOf, predictionOf, type Outputs } from '../prediction';
import { ballOf, lengthsOf, project, type Ball } from './ball';
import { fgsm } from './fgsm';
import { withNoise } from './noise';
import { pgd } from './pgd';
import { mapValues, type Values } from './problem';
import { dispose, tidy } from '../../tensors';

export async function recordPerturbations(
  batch: MicroBatch,
  choice: GradientChoice,
  budgetIndex: number,
): Promise<readonly PerturbationRecord[]> {
  const context = { ...batch, samples: batch.attacked.map((index) => batch.samples[index]) };
  const attacked = context.samples.length === 0 ? [] : await attackAll(context, batch, choice, budgetIndex);
  return batch.samples.map((_, row): PerturbationRecord => {
    const index = batch.attacked.indexOf(row);
    const base = { kind: 'perturbation' as const, ...batch.fields(row) };
    return index === -1
      ? { ...base, attacked: false, outcome: null, queries: { forward: 0, gradient: 0 }, controls: null }
      : { ...base, attacked: true, ...attacked[index] };
  });
}

type Attacked = Pick<PerturbationRecord, 'outcome' | 'queries' | 'controls'>;

async function attackAll(
  context: AttackContext,
  batch: MicroBatch,
  choice: GradientChoice,
  budgetIndex: number,
): Promise<readonly Attacked[]> {
  const ball = ballOf(choice, budgetIndex);
  const embeddings = tidy(() => embedSamples(context.model, context.samples));
  const clean = embeddings;
  try {
    const claim = await perturb(context, choice, ball);
    const judged = await reevaluate(context, clean, ball, claim.values);
    const zero = await zeroBudget(context, clean, choice, ball);
    const noise = await randomNoise(context, clean, choice, ball);
    return context.samples.map((sample, index) => {
      const cleanLogits = batch.clean.logits[batch.attacked[index]];
      const cleanZ = batch.clean.z?.[batch.attacked[index]];
      const logits = judged.outputs.logits[index];
      const z = judged.outputs.z?.[index];
      return {
        outcome: {
          success: argMax(logits) !== sample.label,
          attacked: predictionOf(logits),
          norms: mapValues(judged.norms, (norms) => norms[index]),
          displacement: cleanZ === undefined || z === undefined ? null : displacementOf(cleanZ, z),
          loss: [crossEntropy(cleanLogits, sample.label), crossEntropy(logits, sample.label)],
        },
        queries: { forward: claim.forward[index], gradient: claim.gradient[index] },
        controls: {
          zeroBudget: cleanLogits.reduce(
            (largest, value, at) => Math.max(largest, Math.abs(value - zero.logits[index][at])),
            0,
          ),
          randomNoise: noise.map((outputs) => argMax(outputs.logits[index]) !== sample.label),
        },
      };
    });
  } finally {
    dispose(embeddings);
  }
}

function perturb(context: AttackContext, choice: GradientChoice, ball: Ball): Promise<PerturbationClaim> {
  switch (choice.name) {
    case 'fgsm':
      return fgsm(context, choice, ball);
    case 'pgd':
      return pgd(context, choice, ball);
    default:
      return choice satisfies never;
  }
}

interface Judged {
  readonly outputs: Outputs;
  /** Norm of the perturbation per modality and sample, as measured after projection. */
  readonly norms: Readonly<Record<string, readonly number[]>>;
}

/** Projects the claimed values to the budget, runs the model on them, and takes over the claim's tensors. */
async function reevaluate(context: AttackContext, clean: Embeddings, ball: Ball, claimed: Values): Promise<Judged> {
  const values = mapValues(claimed, (value, id) =>
    project(context.model, id, clean[id], value, ball.norm, ball.radii[id]),
  );
  dispose(claimed);
  const lengths = mapValues(values, (value, id) => tidy(() => lengthsOf(tf.sub(value, clean[id].values), ball.norm)));
  try {
    context.throwIfCancelled();
    const norms: Record<string, readonly number[]> = {};
    for (const [id, length] of Object.entries(lengths)) norms[id] = Array.from(await length.data());
    return { outputs: await outputsOf(context.model, replaced(clean, values)), norms };
  } finally {
    dispose([values, lengths]);
  }
}

/** The attack's own path at radius zero: nothing may change. */
async function zeroBudget(
  context: AttackContext,
  clean: Embeddings,
  choice: GradientChoice,
  ball: Ball,
): Promise<Outputs> {
  const nothing: Ball = { norm: ball.norm, radii: mapValues(ball.radii, () => 0) };
  const short = choice.name === 'pgd' ? { ...choice, steps: 1, restarts: 1 } : choice;
  const claim = await perturb(context, short, nothing);
  return (await reevaluate(context, clean, nothing, claim.values)).outputs;
}

/** Random noise on the boundary of the same ball, `randomNoises` times. */
async function randomNoise(
  context: AttackContext,
  clean: Embeddings,
  choice: GradientChoice,
  ball: Ball,
): Promise<readonly Outputs[]> {
  const outputs: Outputs[] = [];
  for (let draw = 0; draw < choice.randomNoises; draw += 1) {
    const values = mapValues(ball.radii, (radius, id) =>
      withNoise(
        context.model,
        id,
        clean[id],
        ball.norm,
        radius,
        'boundary',
        context.samples.map((sample) => [context.seed, sample.id, 'random noise', draw]),
      ),
    );
    outputs.push((await reevaluate(context, clean, ball, values)).outputs);
  }
  return outputs;
}

function replaced(clean: Embeddings, values: Values): Embeddings {
  return mapValues(clean, (embedded, id) => (id in values ? { ...embedded, values: values[id] } : embedded));
}
