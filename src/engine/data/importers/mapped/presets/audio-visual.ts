import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { RowProblem } from '../../../../files/row-problem';
import { openDelimited } from '../delimited-file';
import { stepsIn, type InputDraft } from './array-inputs';
import { whole, type Preset } from './preset';

/** Steps kept of the features of a clip. */
const MOST_STEPS = 100;

/**
 * Clips as features of what is heard and seen, whatever data set they are of (CREMA-D, Kinetics-Sounds, AVE, VGGSound, UCF101,
 * RAVDESS, IEMOCAP): a list `labels.csv` of name, label and split, and an array for each clip in `audio` and in `video`. Without a
 * split it is drawn; where a column `group` tells who speaks, nobody is in two splits.
 */
export const audioVisual: Preset = {
  title: 'features of sound and video by clip',
  cites: [],
  expects: ['labels.csv', 'audio', 'video'],
  mapping: async (root) => {
    const inputs: InputDraft[] = [];
    for (const name of ['audio', 'video']) {
      const first = (await readdir(join(root, name)))
        .filter((file) => file.endsWith('.npy'))
        .sort()
        .at(0);
      if (first === undefined) throw new RowProblem(`The folder "${name}" holds no array (.npy).`);
      const { steps, features } = await stepsIn(root, `${name}/${first}`);
      const kept = Math.min(MOST_STEPS, Math.max(1, steps));
      inputs.push({ kind: 'sequence', name, file: `${name}/{name}.npy`, steps: kept, features });
    }
    const list = await openDelimited(root, 'labels.csv', {});
    await list.close();
    const hasGroups = list.columns.includes('group');
    return {
      ...whole,
      source: { kind: 'files', parts: [{ files: ['labels.csv'] }] },
      id: '{name}',
      ...(hasGroups ? { group: '{group}' } : {}),
      inputs,
      label: { kind: 'class', column: 'label' },
      split: list.columns.includes('split')
        ? { kind: 'column', column: 'split' }
        : { kind: 'drawn', by: hasGroups ? 'group' : 'class' },
      task: 'What is heard and seen?',
    };
  },
};
