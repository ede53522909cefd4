import { countDecisions, decisionAbout, type DecisionCounts } from '../../analysis/flags/decision';
import { groupFlags, placeText, type FlagGroup } from '../../analysis/flags/group';
import { restricts, yesTo } from '../../analysis/standing';
import type { FlagLevel } from '../../shared/reports/flag-level';
import { requiredSections } from '../../shared/reports/report-sections';
import type { FlagDecision } from '../../shared/reports/report-wishes';
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
  const { all, open, refused } = decisionsOn(contexts);
  if (all === 0) return 'none';
  return `${String(all - open)} of ${String(all)} decided${refused === 0 ? '' : `, ${String(refused)} of them not accepted`}`;
}

/** `3 of 5 warnings and notes undecided`; empty where all are decided. */
export function undecidedWords(contexts: readonly Context[]): string {
  const { all, open } = decisionsOn(contexts);
  return open === 0 ? '' : `${String(open)} of ${String(all)} warnings and notes undecided`;
}

/**
 * What the report must not be used for, with the reasons given: what was not accepted, and what is void, whether that was
 * acknowledged or not. Of several runs each with the run's name.
 */
export function restrictionsOf(contexts: readonly Context[]): readonly string[] {
  return contexts.flatMap((context) => {
    const { name } = context.input.run.plan;
    return flagGroups(context).flatMap((group) => {
      const decision = decisionAbout(group, context.input.decisions);
      if (!restricts(group.level, decision)) return [];
      const reason = decision?.reason.trim() ?? '';
      return [
        [
          ...(contexts.length > 1 ? [`${name}:`] : []),
          foundText(group),
          ...(group.level === 'void' ? ['Void: these figures must not be used.'] : []),
          ...(reason === '' ? [] : [reason]),
        ].join(' '),
      ];
    });
  });
}

/** What was found, with every model and attack that it was found of. */
function foundText({ statement, places }: FlagGroup): string {
  return places.length === 0 ? statement : `${statement} Found of ${places.map(placeText).join('; ')}.`;
}

function decisionsOn(contexts: readonly Context[]): DecisionCounts {
  return countDecisions(
    contexts.flatMap((context) => flagGroups(context).map((group) => decisionAbout(group, context.input.decisions))),
  );
}

/** How a warning is told, whatever is decided about it. */
export function noticeOf({ level, statement, places, advice }: FlagGroup): Notice {
  return { tone: tones[level], label: level, statement, findings: places, advice };
}

function decidedNotice(group: FlagGroup, decisions: readonly FlagDecision[]): Notice {
  const decision = decisionAbout(group, decisions);
  return {
    ...noticeOf(group),
    decision:
      decision === undefined ? { tone: 'mixed', label: 'not decided yet', reason: '' } : decided(decision, group.level),
  };
}

function decided({ accepted, reason }: FlagDecision, level: FlagLevel): NonNullable<Notice['decision']> {
  return { tone: accepted ? 'good' : 'bad', label: accepted ? yesTo(level) : 'not accepted', reason: reason.trim() };
}

const tones: Readonly<Record<FlagLevel, Tone>> = { void: 'bad', warning: 'mixed', note: 'plain' };
