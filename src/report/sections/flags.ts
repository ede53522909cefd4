import type { Flag, FlagLevel } from '../../analysis/flags';
import type { Notice, Section, Tone } from '../document';
import type { Context } from './context';

export function flagsSection({ input: { analysis } }: Context): Section {
  return {
    id: 'flags',
    title: 'Warnings',
    blocks:
      analysis.flags.length === 0
        ? [{ kind: 'text', text: 'None of the automatic checks found anything to warn of.' }]
        : [
            {
              kind: 'text',
              text: 'Found by automatic checks of what can make a robustness number misleading. Whoever approves the report decides what each means.',
            },
            {
              kind: 'notices',
              notices: grouped(analysis.flags),
            },
          ],
  };
}

/** Findings of one check with the same meaning share an entry, under the gravest level among them. */
function grouped(flags: readonly Flag[]): readonly Notice[] {
  const groups = new Map<string, Flag[]>();
  for (const flag of flags) {
    const key = JSON.stringify([flag.check, flag.advice]);
    groups.set(key, [...(groups.get(key) ?? []), flag]);
  }
  return [...groups.values()].map(([first, ...rest]) => ({
    tone: tones[first.level],
    label: first.level,
    findings: findingsOf([first, ...rest]),
    advice: first.advice,
  }));
}

const tones: Readonly<Record<FlagLevel, Tone>> = { void: 'bad', warning: 'mixed', note: 'plain' };

/** One line where the findings say the same of several attacks; otherwise one each. */
function findingsOf(flags: readonly Flag[]): Notice['findings'] {
  const shared = flags.flatMap(({ shared: own }) => own ?? []);
  if (flags.length > 1 && shared.length === flags.length) {
    const figures = flags.map((flag, index) => `${subjectOf(flag)} ${shared[index].figure}`);
    return [{ subject: shared[0].statement, text: `${figures.join('; ')}.` }];
  }
  return flags.map((flag) => ({ subject: subjectOf(flag), text: flag.finding }));
}

function subjectOf({ model, attack }: Flag): string {
  return [model, attack].filter((part) => part !== null).join(', ');
}
