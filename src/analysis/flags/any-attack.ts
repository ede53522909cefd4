/** Flags that attacks of every kind can raise. */
import { countOf, decimal, percent, pointsEstimate, signedPoints } from '../format';
import type { AttackMeasures } from '../attack-measures';
import type { EditMeasures } from '../measures/edit';
import type { PerturbationMeasures } from '../measures/perturbation';
import { fewestSuccesses, randomControl, rivalVerdict } from './control-verdict';
import type { Raise } from './flag';
import { fewest, tooFew } from '../../shared/sample-size';

/** @param unconfirmed successes that the attack claimed and the re-evaluation did not confirm */
export function flagUnconfirmed(raise: Raise, unconfirmed: number): void {
  if (unconfirmed === 0) return;
  raise(
    're-evaluation',
    'warning',
    `${countOf(unconfirmed, 'success claim')} of the attack did not hold when the model was run again.`,
    'They count as failures. Near-ties do this; many of them point to a defect: report it with the run.',
    {
      statement: 'Of the success claims, {} per attack did not hold when the model was run again.',
      figure: decimal(unconfirmed),
      brief: decimal(unconfirmed),
      size: unconfirmed,
    },
  );
}

/**
 * @param measures of an attack with so few successes that its control tells nothing
 * @param control what it cannot be told from
 */
export function flagFewSuccesses(
  raise: Raise,
  { successRate: { hits }, attacked }: Pick<AttackMeasures, 'successRate' | 'attacked'>,
  control: string,
  advice: string,
): void {
  const count = `${decimal(hits)} of ${decimal(attacked)}`;
  const share = attacked === 0 ? 0 : hits / attacked;
  raise(
    'few-successes',
    'note',
    `The attack changes ${count} right answers, too few to tell it from ${control}.`,
    advice,
    {
      statement: `Attacks change {} of the right answers, each fewer than ${String(fewestSuccesses)}: too few to tell them from ${control}.`,
      figure: count,
      brief: percent(share),
      size: share,
    },
  );
}

/** How a random control that does about as well as its attack is told. */
export interface RivalWords {
  readonly check: string;
  /** What an attack with too few successes cannot be told from: `random noise`. */
  readonly control: string;
  readonly tooFew: string;
  /** The control and what it does, before `the attack`. */
  readonly says: Readonly<Record<'better' | 'as-good', string>>;
  /** What was subtracted: `attack − noise`. */
  readonly difference: string;
  readonly advice: string;
}

/** Flags an attack whose random control does about as well. */
export function flagRival(raise: Raise, measures: EditMeasures | PerturbationMeasures, words: RivalWords): void {
  const verdict = rivalVerdict(measures);
  switch (verdict) {
    case 'worse':
      return;
    case 'too-few':
      flagFewSuccesses(raise, measures, words.control, words.tooFew);
      return;
    case 'as-good':
    case 'better': {
      const { difference } = randomControl(measures);
      const says = `${words.says[verdict]} the attack`;
      const of = `of the right answers (${words.difference})`;
      raise(words.check, 'warning', `${says}: ${pointsEstimate(difference)} ${of}.`, words.advice, {
        statement: `${says}: {} ${of}.`,
        figure: pointsEstimate(difference),
        brief: `${signedPoints(difference.value)} points`,
        size: difference.value ?? 0,
      });
      return;
    }
    default:
      verdict satisfies never;
  }
}

/** @param attacked samples that the model answered correctly before the attack */
export function flagTooFew(raise: Raise, attacked: number): void {
  if (!tooFew(attacked)) return;
  raise(
    'too-few',
    'warning',
    `Only ${countOf(attacked, 'sample')} could be attacked (fewer than ${String(fewest)}).`,
    'Enough for a look, not for a claim. Select more samples, or a model that answers more of them correctly.',
    {
      statement: `Fewer than ${String(fewest)} samples could be attacked, by each attack: {}.`,
      figure: decimal(attacked),
      brief: decimal(attacked),
      size: attacked,
    },
  );
}
