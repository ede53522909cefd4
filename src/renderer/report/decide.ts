import type { Answer } from '../../shared/report-remarks';
import type { FlagDecision } from '../../shared/report-wishes';

export function answerTo(decisions: readonly FlagDecision[], flag: string): Answer {
  const decision = decisions.find((one) => one.flag === flag);
  if (decision === undefined) return 'open';
  return decision.accepted ? 'accepted' : 'refused';
}

/** A decision with another answer; its reason stays. @returns null: open again */
export function answered(before: FlagDecision | null, flag: string, answer: Answer): FlagDecision | null {
  switch (answer) {
    case 'open':
      return null;
    case 'accepted':
    case 'refused':
      return { flag, accepted: answer === 'accepted', reason: before?.reason ?? '' };
    default:
      return answer satisfies never;
  }
}
