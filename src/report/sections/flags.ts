import { groupFlags, type FlagGroup } from '../../analysis/flags/group';
import type { FlagLevel } from '../../shared/flag-level';
import { requiredSections } from '../../shared/report-sections';
import type { FlagDecision } from '../../shared/report-wishes';
import type { Notice, Section, Tone } from '../document';
import type { Context } from './context';

export function flagsSection(context: Context): Section {
  const groups = flagGroups(context);
  const { decisions } = context.input;
  return {
    id: 'flags',
    title: requiredSections.flags.title,
    blocks:
      groups.length === 0
        ? [{ kind: 'text', text: 'None of the automatic checks found anything to warn of.' }]
        : [
            {
              kind: 'text',
              text: 'Found by automatic checks of what can make a robustness number misleading. Whoever approves the report decides what each means.',
            },
            { kind: 'notices', notices: groups.map((group) => decidedNotice(group, decisions)) },
          ],
  };
}

/** The warnings and notes of a run as they are counted and decided about: one for all places where the same was found. */
export function flagGroups({ input: { analysis } }: Context): readonly FlagGroup[] {
  return groupFlags(analysis.flags, analysis.attacks.length);
}

/** `2 of 5 decided, 1 of them not accepted`, of warnings and notes. */
export function decisionWords(contexts: readonly Context[]): string {
  const answers = answersOf(contexts);
  if (answers.length === 0) return 'none';
  const known = answers.filter((answer) => answer !== undefined);
  const refused = known.filter(({ accepted }) => !accepted).length;
  return `${String(known.length)} of ${String(answers.length)} decided${refused === 0 ? '' : `, ${String(refused)} of them not accepted`}`;
}

/** `3 of 5 warnings and notes undecided`; empty where all are decided. */
export function undecidedWords(contexts: readonly Context[]): string {
  const answers = answersOf(contexts);
  const open = answers.filter((answer) => answer === undefined).length;
  return open === 0 ? '' : `${String(open)} of ${String(answers.length)} warnings and notes undecided`;
}

/** What was decided about each warning and note of the runs; undefined where nothing was. */
function answersOf(contexts: readonly Context[]): readonly (FlagDecision | undefined)[] {
  return contexts.flatMap((context) =>
    flagGroups(context).map((group) => decisionAbout(group, context.input.decisions)),
  );
}

/** How a warning is told, whatever is decided about it. */
export function noticeOf({ level, statement, places, advice }: FlagGroup): Notice {
  return { tone: tones[level], label: level, statement: statement ?? '', findings: places, advice };
}

/**
 * What was decided about a warning or note; undefined where nothing was. What is decided without a reason that is needed
 * is not decided: whoever reads the report could not tell why its numbers may be used, or what must not be concluded.
 */
export function decisionAbout(
  { key, level }: Pick<FlagGroup, 'key' | 'level'>,
  decisions: readonly FlagDecision[],
): FlagDecision | undefined {
  const decision = decisions.find(({ flag }) => flag === key);
  return decision !== undefined && needsReason(level, decision.accepted) && decision.reason.trim() === ''
    ? undefined
    : decision;
}

/** A note changes nothing about what its numbers may be used for, unless it is not accepted. */
export function needsReason(level: FlagLevel, accepted: boolean): boolean {
  return level !== 'note' || !accepted;
}

function decidedNotice(group: FlagGroup, decisions: readonly FlagDecision[]): Notice {
  const decision = decisionAbout(group, decisions);
  return {
    ...noticeOf(group),
    decision: decision === undefined ? { tone: 'mixed', label: 'not decided yet', reason: '' } : decided(decision),
  };
}

function decided({ accepted, reason }: FlagDecision): NonNullable<Notice['decision']> {
  return { tone: accepted ? 'good' : 'bad', label: accepted ? 'accepted' : 'not accepted', reason: reason.trim() };
}

const tones: Readonly<Record<FlagLevel, Tone>> = { void: 'bad', warning: 'mixed', note: 'plain' };
