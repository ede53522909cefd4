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
              text: 'Found by automatic checks for what makes a robustness number worthless. Whoever approves the report decides what each means.',
            },
            {
              kind: 'notices',
              notices: grouped(analysis.flags),
            },
          ],
  };
}

/** Findings of one check with the same meaning share an entry. */
function grouped(flags: readonly Flag[]): readonly Notice[] {
  const groups = new Map<string, Flag[]>();
  for (const flag of flags) {
    const key = JSON.stringify([flag.level, flag.check, flag.advice]);
    groups.set(key, [...(groups.get(key) ?? []), flag]);
  }
  return [...groups.values()].map(([first, ...rest]) => ({
    tone: tones[first.level],
    label: first.level,
    findings: [first, ...rest].map(({ model, attack, finding }) => ({
      subject: [model, attack].filter((part) => part !== null).join(', '),
      text: finding,
    })),
    advice: first.advice,
  }));
}

const tones: Readonly<Record<FlagLevel, Tone>> = { void: 'bad', warning: 'mixed', note: 'plain' };
