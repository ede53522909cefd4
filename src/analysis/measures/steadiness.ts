import type { CleanRecord } from '../../shared/records/record';
import { untouched, type Untouched } from './untouched';

/** Of more samples than this, answers that change by themselves are no accident of rounding. */
const mostUnsteady = 0.05;

/** What became of the answers when the same samples were asked a second time, among others; null where nobody asked. */
export function askedAgain(clean: readonly CleanRecord[]): Untouched | null {
  const asked = clean.flatMap(({ again, clean: { logits } }) =>
    again === undefined ? [] : [{ change: again, logits }],
  );
  return asked.length === 0 ? null : untouched(asked);
}

/** Does the model answer by more than its input: at random, or by what else is in its batch? */
export function isUnsteady({ changed, n }: Untouched): boolean {
  return changed > mostUnsteady * n;
}
