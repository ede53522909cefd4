/** What the framework, never the attack, does with a perturbation: the ball, the model asked again, and the controls. */
import * as tf from '@tensorflow/tfjs-core';
import { shortest, type GradientChoice, type TransferChoice } from '../../../shared/attacks/attack';
import { LabError } from '../../../shared/errors';
import { mapValues } from '../../../shared/map-values';
import type { Slopes } from '../../../shared/records/record';
import type { Encoding, Encodings } from '../../models/fused-model';
import { dispose, tidy } from '../../tensors';
import type { AttackContext, Ball, PerturbationClaim, Values } from '../attack';
import { downloaded, type Outputs, type Wanted } from '../outputs';
import { perturb } from '../registry';
import { intoBall } from './ball';
import { madeElsewhere } from './made-elsewhere';
import { noisy } from './noise';
import { measuredNorms } from './norms';
import { openProblem, type PassCounts } from './problem';
import { withSlopes } from './slopes';
import { noPasses, transferred } from './transfer';

export async function perturbed(
  context: AttackContext,
  choice: GradientChoice,
  ball: Ball,
): Promise<{
  readonly claim: PerturbationClaim;
  readonly passes: PassCounts;
  readonly slopes: readonly Slopes[];
  readonly onSource?: PassCounts;
}> {
  if (choice.name === 'transfer') return onSource(context, choice, ball);
  const opened = openProblem(context, ball);
  const watch = withSlopes(opened);
  let claim: PerturbationClaim | null = null;
  try {
    claim = await perturb(watch.problem, choice);
    return { claim, passes: opened.passes, slopes: await watch.read() };
  } catch (error) {
    dispose(claim?.values);
    throw error;
  } finally {
    watch.dispose();
    opened.dispose();
  }
}

/** @throws LabError `unsupported` where there is no other model to make it on */
async function onSource(
  context: AttackContext,
  choice: TransferChoice,
  ball: Ball,
): Promise<Awaited<ReturnType<typeof perturbed>>> {
  if (context.source === undefined) throw madeElsewhere();
  const { claim, passes } = await transferred(context, choice, ball, context.source);
  return { claim, passes: noPasses(context), slopes: [], onSource: passes };
}

export interface Judged {
  readonly outputs: Outputs;
  /** Norm of the perturbation per modality and sample, as measured after projection. */
  readonly norms: Readonly<Record<string, readonly number[]>>;
  /** After projection; gone when whoever is shown them is done. */
  readonly values: Values;
  /** Of these values and the untouched other modalities, computed inside a tidy scope. */
  readonly encodings: () => Encodings;
}

/**
 * Projects the claimed values to the budget, runs the model on them, shows both, and disposes of the claim's tensors.
 *
 * @throws LabError `internal` for values that are no finite numbers
 */
export async function reevaluated<Result>(
  context: AttackContext,
  ball: Ball,
  claimed: Values,
  wanted: Wanted,
  show: (judged: Judged) => Result | Promise<Result>,
): Promise<Result> {
  const { model, embeddings, encodings } = context;
  const values = await projected(context, ball, claimed);
  try {
    await context.pause();
    const norms = await measuredNorms(values, embeddings, ball.norm);
    // Encoded once for all that is asked of them.
    const own = tidy(() => mapValues(values, (value, id) => model.encode(id, { ...embeddings[id], values: value })));
    try {
      const changed = (): Encodings => ({ ...encodings, ...own });
      const outputs = await downloaded(model, context.samples, changed, wanted);
      return await show({ outputs, norms, values, encodings: changed });
    } finally {
      // A mask may be the embedding's own, which goes on.
      dispose(Object.entries(own).map(([id, encoding]) => madeHere(encoding, embeddings[id].mask)));
    }
  } finally {
    dispose(values);
  }
}

function madeHere(encoding: Encoding, mask: tf.Tensor | null): readonly tf.Tensor[] {
  return encoding.form === 'tokens' && encoding.mask !== mask ? [encoding.values, encoding.mask] : [encoding.values];
}

function reevaluate(
  context: AttackContext,
  ball: Ball,
  claimed: Values,
  wanted: Wanted,
): Promise<Pick<Judged, 'outputs' | 'norms'>> {
  return reevaluated(context, ball, claimed, wanted, ({ outputs, norms }) => ({ outputs, norms }));
}

/**
 * The nearest values within the budget; takes over the claim's tensors.
 *
 * @throws LabError `internal` for values that are no finite numbers: they have no nearest point in the ball
 */
async function projected(context: AttackContext, ball: Ball, claimed: Values): Promise<Values> {
  const { model, embeddings } = context;
  try {
    await refuseNotFinite(context, claimed);
    return intoBall({ model, clean: embeddings, ball }, claimed);
  } finally {
    dispose(claimed);
  }
}

async function refuseNotFinite({ samples }: AttackContext, values: Values): Promise<void> {
  for (const [id, value] of Object.entries(values)) {
    const finite = tidy(() => tf.all(tf.isFinite(tf.reshape(value, [samples.length, -1])), 1));
    try {
      const row = (await finite.data()).findIndex((own) => own === 0);
      if (row === -1) continue;
      throw new LabError('internal', `The attack returned values of ${id} that are no finite numbers.`, {
        where: `sample ${samples[row].id}`,
        remedy: 'A smaller budget keeps its steps within what the numbers of the model can hold.',
      });
    } finally {
      finite.dispose();
    }
  }
}

/** The attack's own path at radius zero: nothing may change. */
export async function zeroBudget(context: AttackContext, choice: GradientChoice, ball: Ball): Promise<Outputs> {
  const nothing: Ball = { ...ball, radii: mapValues(ball.radii, () => 0) };
  const { claim } = await perturbed(context, shortest(choice), nothing);
  return (await reevaluate(context, nothing, claim.values, 'logits')).outputs;
}

/** Random noise on the boundary of the same ball, `randomNoises` times. */
export async function randomNoise(
  context: AttackContext,
  choice: GradientChoice,
  ball: Ball,
): Promise<readonly Outputs[]> {
  const { model, samples, embeddings, seed } = context;
  const outputs: Outputs[] = [];
  for (let draw = 0; draw < choice.randomNoises; draw += 1) {
    const keys = samples.map(({ id }) => [seed, id, 'random noise', draw]);
    const clean = mapValues(ball.radii, (_, id) => embeddings[id]);
    const values = noisy({ model, clean, ball }, 'boundary', keys);
    outputs.push((await reevaluate(context, ball, values, 'logits')).outputs);
  }
  return outputs;
}
