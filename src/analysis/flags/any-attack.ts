/** Flags that attacks of every kind can raise. */
import { countOf, decimal, percent } from '../format';
import type { AttackMeasures } from '../attack-measures';
import { fewestSuccesses } from './control-verdict';
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
