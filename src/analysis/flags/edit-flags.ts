import type { EditMeasures } from '../measures/edit';
import type { ModelAnalysis } from '../model-analysis';
import { flagRival, flagTooFew, flagUnconfirmed, type RivalWords } from './any-attack';
import { fewestSuccesses } from './control-verdict';
import { flagFaults } from './fault-flags';
import { flagList, type Flag } from './flag';

export function editFlags(analysis: ModelAnalysis, measures: EditMeasures): readonly Flag[] {
  const { flags, raise } = flagList({ model: analysis.title, attack: measures.setting.title });
  flagFaults(raise, measures.faults);
  flagUnconfirmed(raise, measures.unconfirmed);
  flagRival(raise, measures, randomEdits);
  flagTooFew(raise, measures.attacked);
  return flags;
}

const randomEdits: RivalWords = {
  check: 'random-edits',
  control: 'random edits',
  tooFew: `So few edits hardly change anything: below ${String(fewestSuccesses)} successes, the attack cannot be told from random edits. Allow more edits, or select more samples.`,
  says: {
    better: 'As many random edits change more right answers than',
    'as-good': 'As many random edits do not change clearly fewer right answers than',
  },
  difference: 'attack − random',
  advice:
    'The search adds nothing that can be shown: so many edits change the answer whichever they are, or it asks about too few. Allow fewer edits, or more candidates for each.',
};
