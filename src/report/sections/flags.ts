import type { FlagLevel } from '../../analysis/flags/flag';
import { groupFlags, type FlagGroup } from '../../analysis/flags/group';
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

/** The warnings of a run as they are decided about: one for all places where the same was found. */
export function flagGroups({ input: { analysis } }: Context): readonly FlagGroup[] {
  return groupFlags(analysis.flags, analysis.attacks.length);
}

/** `2 of 5 warnings decided, 1 of them not accepted`. */
export function decisionWords(contexts: readonly Context[]): string {
  const decided = contexts.flatMap((context) =>
    flagGroups(context).map(({ key }) => context.input.decisions.find(({ flag }) => flag === key)),
  );
  const known = decided.filter((decision) => decision !== undefined);
  if (decided.length === 0) return 'no warnings to decide about';
  const refused = known.filter(({ accepted }) => !accepted).length;
  return `${String(known.length)} of ${String(decided.length)} decided${refused === 0 ? '' : `, ${String(refused)} of them not accepted`}`;
}

/** How a warning is told, whatever is decided about it. */
export function noticeOf({ level, statement, places, advice }: FlagGroup): Notice {
  return { tone: tones[level], label: level, statement: statement ?? '', findings: places, advice };
}

function decidedNotice(group: FlagGroup, decisions: readonly FlagDecision[]): Notice {
  const decision = decisions.find(({ flag }) => flag === group.key);
  return {
    ...noticeOf(group),
    decision: decision === undefined ? { tone: 'mixed', label: 'not decided yet', reason: '' } : decided(decision),
  };
}

function decided({ accepted, reason }: FlagDecision): NonNullable<Notice['decision']> {
  return { tone: accepted ? 'good' : 'bad', label: accepted ? 'accepted' : 'not accepted', reason: reason.trim() };
}

const tones: Readonly<Record<FlagLevel, Tone>> = { void: 'bad', warning: 'mixed', note: 'plain' };
