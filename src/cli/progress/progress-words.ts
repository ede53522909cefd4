import { decimal } from '../../analysis/format';
import { durationLeft } from '../../analysis/quantities';
import type { Progress } from '../../shared/progress';
import { visibleText } from '../../shared/text/visible-text';

/** Units that are complete, of all: what is under way is none yet. `3`, `4`. */
export function counts({ done, total }: Progress): readonly [done: string, total: string] {
  return [decimal(Math.floor(done + rounding)), decimal(Math.round(total))];
}

/** What sums of fractions may lack of a whole. */
const rounding = 1e-9;

/** `12 s left`; nothing where it is not known, or not worth waiting for. */
export function leftWords({ remaining }: Progress, before: string): string {
  return remaining === null || remaining < 1 ? '' : `${before}${durationLeft(remaining)} left`;
}

export function detailWords({ detail }: Progress): string {
  return detail === null ? '' : ` · ${visibleText(detail)}`;
}
