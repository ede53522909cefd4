import type { FlagLevel } from '../../analysis/flags/flag';
import { groupFlags, type FlagGroup } from '../../analysis/flags/group';
import type { Notice, Section, Tone } from '../document';
import type { Context } from './context';

export function flagsSection({ input: { analysis }, settings }: Context): Section {
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
              notices: groupFlags(analysis.flags, settings.length).map(notice),
            },
          ],
  };
}

function notice({ level, statement, places, advice }: FlagGroup): Notice {
  return { tone: tones[level], label: level, statement: statement ?? '', findings: places, advice };
}

const tones: Readonly<Record<FlagLevel, Tone>> = { void: 'bad', warning: 'mixed', note: 'plain' };
