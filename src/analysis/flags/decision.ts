/** What a person decided about the warnings and notes of runs: screen, report and command line go by it alike. */
import type { FlagLevel } from '../../shared/reports/flag-level';
import type { Answer } from '../../shared/reports/report-remarks';
import type { FlagDecision } from '../../shared/reports/report-wishes';
import { isBlank } from '../../shared/text/visible-text';
import type { FlagGroup } from './group';

/**
 * What was decided about a warning or note; undefined where nothing was. What is decided without a reason that is needed
 * is not decided: whoever reads the report could not tell why its numbers may be used, or what must not be concluded.
 */
export function decisionAbout(
  { key, level }: Pick<FlagGroup, 'key' | 'level'>,
  decisions: readonly FlagDecision[],
): FlagDecision | undefined {
  const decision = decisions.find(({ flag }) => flag === key);
  return decision !== undefined && needsReason(level, decision.accepted) && isBlank(decision.reason)
    ? undefined
    : decision;
}

/** A note changes nothing about what its numbers may be used for, unless it is not accepted. */
export function needsReason(level: FlagLevel, accepted: boolean): boolean {
  return level !== 'note' || !accepted;
}

/** What a person answered to a warning, with or without the reason that it needs. */
export function answerTo(flag: string, decisions: readonly FlagDecision[]): Answer {
  const decision = decisions.find((one) => one.flag === flag);
  if (decision === undefined) return 'open';
  return decision.accepted ? 'accepted' : 'refused';
}

/** The decision that an answer is. @returns null for none: the warning is open */
export function decisionOf(flag: string, answer: Answer, reason: string): FlagDecision | null {
  switch (answer) {
    case 'open':
      return null;
    case 'accepted':
    case 'refused':
      return { flag, accepted: answer === 'accepted', reason };
    default:
      return answer satisfies never;
  }
}

/** How many warnings and notes there are to decide about; those that are neither open nor refused are accepted. */
export interface DecisionCounts {
  readonly all: number;
  /** These wait for a decision. */
  readonly open: number;
  readonly refused: number;
}

/** @param made what `decisionAbout` says of each */
export function countDecisions(made: readonly (FlagDecision | undefined)[]): DecisionCounts {
  return {
    all: made.length,
    open: made.filter((decision) => decision === undefined).length,
    refused: made.filter((decision) => decision?.accepted === false).length,
  };
}
