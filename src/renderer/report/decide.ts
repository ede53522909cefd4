import type { Answer } from '../../shared/report-remarks';
import type { FlagDecision } from '../../shared/report-wishes';

export function answerTo(decisions: readonly FlagDecision[], flag: string): Answer {
  const decision = decisions.find((one) => one.flag === flag);
  if (decision === undefined) return 'open';
  return decision.accepted ? 'accepted' : 'refused';
}

/** The decisions with another answer to one warning; its reason stays, unless it is open again. */
export function withAnswer(decisions: readonly FlagDecision[], flag: string, answer: Answer): readonly FlagDecision[] {
  const before = decisions.find((one) => one.flag === flag);
  const others = decisions.filter((one) => one.flag !== flag);
  switch (answer) {
    case 'open':
      return others;
    case 'accepted':
    case 'refused':
      return [...others, { flag, accepted: answer === 'accepted', reason: before?.reason ?? '' }];
    default:
      return answer satisfies never;
  }
}

export function withReason(decisions: readonly FlagDecision[], flag: string, reason: string): readonly FlagDecision[] {
  return decisions.map((one) => (one.flag === flag ? { ...one, reason } : one));
}
