/** Adversarial inputs made on another model; of the model that is judged nothing is asked on the way. */
import type { TransferChoice } from '../../../shared/attacks/transfer';
import { innerAttack } from '../../../shared/attacks/transfer';
import { mapValues } from '../../../shared/map-values';
import type { FusedModel } from '../../models/fused-model';
import { dispose } from '../../tensors';
import type { AttackContext, Ball, PerturbationClaim } from '../attack';
import { openSamples } from '../outputs';
import { perturb } from '../registry';
import { openProblem, type PassCounts } from './problem';
import { withSlopes } from './slopes';

export interface Transferred {
  readonly claim: PerturbationClaim;
  /** Of the source. */
  readonly passes: PassCounts;
}

/**
 * The values that an attack on the source comes to. Both models see the same input values, so that they are the target's
 * too. What the source says of them is no claim: nobody has looked at the target.
 */
export async function transferred(
  { samples, dataset, seed, pause, rowsAtOnce, truthOf }: AttackContext,
  choice: TransferChoice,
  ball: Ball,
  source: FusedModel,
): Promise<Transferred> {
  await pause();
  const opened = openSamples(source, samples);
  try {
    const whose = truthOf === undefined ? {} : { truthOf };
    const problem = openProblem(
      { model: source, samples, dataset, seed, pause, rowsAtOnce, ...whose, ...opened },
      ball,
    );
    const watch = withSlopes(problem);
    try {
      const { values } = await perturb(watch.problem.asked({ goesOn: choice.goesOn }), innerAttack(choice));
      return { claim: { values, broken: samples.map(() => false) }, passes: problem.passes };
    } finally {
      watch.dispose();
      problem.dispose();
    }
  } finally {
    dispose(opened);
  }
}

/** Of a model that was asked nothing. */
export function noPasses({ samples, model }: Pick<AttackContext, 'samples' | 'model'>): PassCounts {
  const none = (): readonly number[] => samples.map(() => 0);
  return { forward: none(), gradient: none(), encoded: mapValues(model.modalities, none) };
}
