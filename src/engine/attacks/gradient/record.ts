/** One micro-batch of a gradient cell: attack, projection, re-evaluation, controls, records. */
import type { GradientChoice } from '../../../shared/attacks/attack';
import { mapValues } from '../../../shared/map-values';
import type { PerturbationRecord } from '../../../shared/records/record';
import type { AttackContext, Ball } from '../attack';
import { largestChange } from '../asked-again';
import { displacementOf } from '../displacement';
import { onAttacked, type MicroBatch } from '../micro-batch';
import { answerOf, lossOf, predictedBy } from '../../models/answers';
import { fusionFacts } from '../fusion-facts';
import { ballOf } from './ball';
import { perturbed, randomNoise, reevaluated, zeroBudget } from './judged';
import { readBack } from './read-back';

export async function recordPerturbations(
  batch: MicroBatch,
  choice: GradientChoice,
  budgetIndex: number,
): Promise<readonly PerturbationRecord[]> {
  const results = await onAttacked(batch, (attacked) => attackAll(attacked, choice, ballOf(choice, budgetIndex)));
  return results.map((result, row): PerturbationRecord => ({
    kind: 'perturbation',
    ...batch.fields(row),
    ...(result === null ? notAttacked : { attacked: true, ...result }),
  }));
}

type Attacked = Pick<PerturbationRecord, 'claimed' | 'outcome' | 'queries' | 'controls'>;

const notAttacked = {
  attacked: false,
  claimed: false,
  outcome: null,
  queries: { forward: 0, gradient: 0, encoded: {} },
  controls: null,
} as const satisfies Attacked & { attacked: boolean };

async function attackAll(context: AttackContext, choice: GradientChoice, ball: Ball): Promise<readonly Attacked[]> {
  const { claim, passes, slopes, onSource: atSource } = await perturbed(context, choice, ball);
  const judged = await reevaluated(context, ball, claim.values, 'z', async ({ outputs, norms, values, encodings }) => ({
    outputs,
    norms,
    again: await readBack(context, values, outputs.logits),
    facts: await fusionFacts(context.model, context.samples, encodings),
  }));
  const zero = await zeroBudget(context, choice, ball);
  const noise = await randomNoise(context, choice, ball);
  const { target } = context.model;
  return context.samples.map((sample, index) => {
    const clean = { logits: context.clean.logits[index], z: context.clean.z?.[index] };
    const logits = judged.outputs.logits[index];
    const z = judged.outputs.z?.[index];
    return {
      claimed: claim.broken[index],
      outcome: {
        success: answerOf(target, logits, sample) !== sample.label,
        attacked: predictedBy(target, logits, sample),
        norms: mapValues(judged.norms, (norms) => norms[index]),
        displacement: clean.z === undefined || z === undefined ? null : displacementOf(clean.z, z),
        loss: [lossOf(target, clean.logits, sample), lossOf(target, logits, sample)],
        ...judged.facts[index],
        ...(claim.starts === undefined ? {} : { start: claim.starts[index] }),
        ...(typeof claim.members?.[index] === 'string' ? { member: claim.members[index] } : {}),
        ...(passes.gradient[index] === 0 ? {} : { slopes: slopes[index] }),
      },
      queries: {
        forward: passes.forward[index],
        gradient: passes.gradient[index],
        encoded: mapValues(passes.encoded, (counts) => counts[index]),
        ...(atSource === undefined
          ? {}
          : { source: { forward: atSource.forward[index], gradient: atSource.gradient[index] } }),
      },
      controls: {
        zeroBudget: largestChange(zero.logits[index], clean.logits),
        again: judged.again[index],
        randomNoise: noise.map((outputs) => answerOf(target, outputs.logits[index], sample) !== sample.label),
      },
    };
  });
}
