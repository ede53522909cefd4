import type { FlagLevel } from '../../analysis/flags';
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
              notices: analysis.flags.map(({ level, model, attack, finding, advice }): Notice => ({
                tone: tones[level],
                label: level,
                subject: [model, attack].filter((part) => part !== null).join(', '),
                text: finding,
                advice,
              })),
            },
          ],
  };
}

const tones: Readonly<Record<FlagLevel, Tone>> = { void: 'bad', warning: 'mixed', note: 'plain' };
