import { groupsOf, type Answered } from '../../shared/data/target';
import { factsOf } from '../../shared/attacks/attack';
import { noOpAllowed } from '../../shared/records/record';
import type { PerturbationResult } from '../results';
import { rateOf, type Estimate, type Rate } from '../statistics/estimate';
import type { PerturbationSetting } from '../attack-setting';
import { oddsAgainst } from '../softmax';
import { membersOf, type MemberShare } from './members';
import { attackedOf, type RandomControl } from './attacked';
import { attackFaults, type AttackFault } from './attack-faults';
import { measureDisplacement, type DisplacementMeasures } from './displacement';
import { largestInBall, largestNorms } from './norms';
import { measureSlopes, type SlopeMeasures } from './slopes';
import { untouched, type Untouched } from './untouched';

/** What a gradient attack did to one model at one budget. C = attacked samples (clean-correct). */
export interface PerturbationMeasures {
  readonly kind: 'perturbation';
  readonly setting: PerturbationSetting;
  /** Why nothing of this may be used; empty where it may. */
  readonly faults: readonly AttackFault[];
  readonly cell: string;
  readonly n: number;
  readonly attacked: number;
  /** Success claims of the attack that did not hold when the framework ran the model again. */
  readonly unconfirmed: number;
  /** Samples for which the attack found nothing to start from: neither broken nor withstood. */
  readonly unstarted: number;
  /** Of an attack that is several, in their turn: samples that came to each, and those that it broke; else empty. */
  readonly members: readonly MemberShare[];
  readonly successRate: Rate;
  readonly robustAccuracy: Rate;
  readonly byClass: readonly { readonly label: number; readonly name: string; readonly successRate: Rate }[];
  /** Over all attacked samples. */
  readonly displacement: DisplacementMeasures | null;
  /** Loss after − before; in nats where it is a cross-entropy, in tolerances of a value. */
  readonly lossRise: Estimate;
  /** Samples whose loss fell beyond rounding, and whose loss did not move at all, of C; whatever the scale of the logits. */
  readonly lossFell: Rate;
  readonly lossUnmoved: Rate;
  /** Null of attacks that take no gradients, and of records older than what they say of them. */
  readonly slopes: SlopeMeasures | null;
  /** Largest norm of a perturbation, per modality, in the modality's own units. */
  readonly largestNorm: Readonly<Record<string, number>>;
  /** Largest √Σ (norm / radius)² of a sample, which one ball of all modalities keeps at 1; null for a ball each. */
  readonly largestInBall: number | null;
  /** Means per attacked sample. `saved`: gradients not computed because the sample was broken before its last step. */
  readonly queries: { readonly forward: Estimate; readonly gradient: Estimate; readonly saved: Estimate };
  readonly controls: {
    readonly zeroBudget: Untouched;
    /** Attacked inputs read back and asked a second time; null where nobody asked. */
    readonly readBack: Untouched | null;
    /** Random noise on the boundary of the same ball. */
    readonly randomNoise: RandomControl;
  };
}

export function measurePerturbation(result: PerturbationResult, data: Answered): PerturbationMeasures {
  const { records } = result;
  const key = (name: string): string => `${result.cell.id}/${name}`;
  const { samples: attacked, rate, mean, control } = attackedOf(records, key);

  const norms = attacked.map(({ outcome }) => outcome.norms);
  const { choice } = result.setting;
  const steps = factsOf(choice).gradientSteps(choice);
  const zeroBudgets = attacked.flatMap(({ record: { controls, clean } }) =>
    controls === null ? [] : [{ change: controls.zeroBudget, logits: clean.logits }],
  );
  const readBack = attacked.flatMap(({ record: { controls }, outcome }) =>
    controls?.again === undefined ? [] : [{ change: controls.again, logits: outcome.attacked.logits }],
  );
  return {
    kind: 'perturbation',
    setting: result.setting,
    faults: attackFaults(result),
    cell: result.cell.id,
    n: records.length,
    attacked: attacked.length,
    unconfirmed: attacked.filter(({ record, outcome }) => record.claimed && !outcome.success).length,
    unstarted: attacked.filter(({ outcome }) => outcome.start === 'none').length,
    members: membersOf(
      choice,
      attacked.map(({ outcome, group }) => ({ member: outcome.success ? (outcome.member ?? null) : null, group })),
    ),
    successRate: rate(({ outcome }) => outcome.success),
    robustAccuracy: rateOf(result.outcomes.map(({ correct, group }) => ({ hit: correct, group }))),
    byClass: groupsOf(data).map(({ name, has }, label) => ({
      label,
      name,
      successRate: rate(
        ({ outcome }) => outcome.success,
        attacked.filter(({ record }) => has(record.label)),
      ),
    })),
    displacement: measureDisplacement(
      attacked.map(({ outcome, group }) => ({ displacement: outcome.displacement, group })),
      key('displacement'),
    ),
    lossRise: mean('loss', ({ outcome }) => outcome.loss[1] - outcome.loss[0]),
    // By the log odds, with which the cross-entropy rises and falls: it is 0 in all digits itself once an answer is certain.
    lossFell: rate(({ record: { clean, label }, outcome: { attacked: now, loss } }) =>
      data.target !== undefined
        ? loss[1] < loss[0] - noOpAllowed(clean.logits)
        : oddsAgainst(now.logits, label) < oddsAgainst(clean.logits, label) - noOpAllowed(clean.logits),
    ),
    lossUnmoved: rate(({ record: { clean }, outcome: { attacked: now } }) =>
      now.logits.every((logit, at) => logit === clean.logits[at]),
    ),
    slopes: measureSlopes(
      attacked.map(({ record: { queries }, outcome: { slopes }, group }) => ({
        slopes,
        taken: queries.gradient,
        group,
      })),
    ),
    largestNorm: largestNorms(norms),
    largestInBall: result.setting.oneBall ? largestInBall(norms, result.setting.radii) : null,
    queries: {
      forward: mean('queries/forward', ({ record }) => record.queries.forward),
      gradient: mean('queries/gradient', ({ record }) => record.queries.gradient),
      saved: mean('queries/saved', ({ record }) => Math.max(0, steps - record.queries.gradient)),
    },
    controls: {
      zeroBudget: untouched(zeroBudgets),
      readBack: readBack.length === 0 ? null : untouched(readBack),
      randomNoise: control('noise/diff', ({ controls }) => controls?.randomNoise ?? []),
    },
  };
}
