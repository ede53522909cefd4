/** Flags that attacks of every kind can raise. */
import { countOf, decimal } from '../format';
import type { Raise } from './flag';
import { fewest, tooFew } from '../../shared/sample-size';

/** @param unconfirmed successes that the attack claimed and the re-evaluation did not confirm */
export function flagUnconfirmed(raise: Raise, unconfirmed: number): void {
  if (unconfirmed === 0) return;
  raise(
    're-evaluation',
    'warning',
    `${countOf(unconfirmed, 'success claim')} of the attack did not hold when the model was run again.`,
    'They count as failures. Near-ties do this; many of them point to a defect.',
  );
}

/** @param attacked samples that the model answered correctly before the attack */
export function flagTooFew(raise: Raise, attacked: number): void {
  if (!tooFew(attacked)) return;
  raise(
    'too-few',
    'warning',
    `Only ${countOf(attacked, 'sample')} could be attacked (fewer than ${String(fewest)}).`,
    'Enough for a look, not for a claim.',
    { statement: `Samples that could be attacked, fewer than ${String(fewest)}`, figure: decimal(attacked) },
  );
}
