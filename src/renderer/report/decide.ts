import { decisionAbout } from '../../report/sections/flags';
import type { ReportNotice } from '../../shared/host-requests';
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

/** How many warnings and notes there are to decide about. */
export interface Decided {
  readonly all: number;
  /** These wait for a decision. */
  readonly open: number;
  readonly refused: number;
}

/** @param decisionsOn those about the warnings and notes of a run */
export function decidedOf(
  notices: readonly ReportNotice[],
  decisionsOn: (run: string) => readonly FlagDecision[],
): Decided {
  const made = notices.map(({ run, flag, level }) => decisionAbout({ key: flag, level }, decisionsOn(run)));
  return {
    all: made.length,
    open: made.filter((decision) => decision === undefined).length,
    refused: made.filter((decision) => decision?.accepted === false).length,
  };
}
