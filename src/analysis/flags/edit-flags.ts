import { pointsEstimate, signedPoints } from '../format';
import type { EditMeasures } from '../measures/edit';
import type { ModelAnalysis } from '../model-analysis';
import { flagFewSuccesses, flagTooFew, flagUnconfirmed } from './any-attack';
import { fewestSuccesses, rivalVerdict } from './control-verdict';
import { flagFaults } from './fault-flags';
import { flagList, type Flag, type Raise } from './flag';

export function editFlags(analysis: ModelAnalysis, measures: EditMeasures): readonly Flag[] {
  const { flags, raise } = flagList({ model: analysis.title, attack: measures.setting.title });
  flagFaults(raise, measures.faults);
  flagUnconfirmed(raise, measures.unconfirmed);
  flagRandom(raise, measures);
  flagTooFew(raise, measures.attacked);
  return flags;
}

function flagRandom(raise: Raise, measures: EditMeasures): void {
  const verdict = rivalVerdict(measures);
  const { difference } = measures.controls.randomEdits;
  switch (verdict) {
    case 'worse':
      return;
    case 'too-few':
      flagFewSuccesses(
        raise,
        measures,
        'random edits',
        `So few edits hardly change anything: below ${String(fewestSuccesses)} successes, the attack cannot be told from random edits. Allow more edits, or select more samples.`,
      );
      return;
    case 'as-good':
    case 'better': {
      const how =
        verdict === 'better' ? 'change more right answers than' : 'do not change clearly fewer right answers than';
      raise(
        'random-edits',
        'warning',
        `As many random edits ${how} the attack: ${pointsEstimate(difference)} of the right answers (attack − random).`,
        'The search adds nothing that can be shown: so many edits change the answer whichever they are, or it asks about too few. Allow fewer edits, or more candidates for each.',
        {
          statement: `As many random edits ${how} the attack: {} of the right answers (attack − random).`,
          figure: pointsEstimate(difference),
          brief: `${signedPoints(difference.value)} points`,
          size: difference.value ?? 0,
        },
      );
      return;
    }
    default:
      verdict satisfies never;
  }
}
