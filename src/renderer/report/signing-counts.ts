import { answerTo, countDecisions, decisionAbout, type DecisionCounts } from '../../analysis/flags/decision';
import type { FlagGroup } from '../../analysis/flags/group';
import type { FlagDecision } from '../../shared/reports/report-wishes';

export interface SigningCounts extends DecisionCounts {
  /** Of the open ones, those that were answered and wait for their reason only. */
  readonly noReason: number;
}

/** What is decided, and what is missing where something is not: an answer, or only its reason. */
export function signingCounts(
  notices: readonly (Pick<FlagGroup, 'key' | 'level'> & { readonly decisions: readonly FlagDecision[] })[],
): SigningCounts {
  const made = notices.map((notice) => decisionAbout(notice, notice.decisions));
  const noReason = notices.filter(
    ({ key, decisions }, index) => made[index] === undefined && answerTo(key, decisions) !== 'open',
  );
  return { ...countDecisions(made), noReason: noReason.length };
}
