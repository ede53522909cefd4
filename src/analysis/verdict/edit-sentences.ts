import { editsText } from '../../shared/attacks/edit';
import { decimal, percent, percentEstimate } from '../format';
import type { EditMeasures } from '../measures/edit';
import type { ModelAnalysis } from '../model-analysis';
import type { Sentence } from './model-verdict';
import { toneOfStatement } from './tone';

/** The strongest attack on words: words substituted, and words misspelt, apart, as their edits are no same thing. */
export function editSentences({ edits }: ModelAnalysis): readonly Sentence[] {
  return (['word', 'letter'] as const).flatMap((unit) => {
    const own = edits.filter((measures) => measures.unit === unit && measures.attacked > 0);
    if (own.length === 0) return [];
    return [sentenceOf(own.reduce((a, b) => ((b.successRate.value ?? 0) > (a.successRate.value ?? 0) ? b : a)))];
  });
}

function sentenceOf(measures: EditMeasures): Sentence {
  const { setting, unit, successRate, keptSuccessRate, medianEdits, controls } = measures;
  const how = unit === 'word' ? 'Putting other words in' : 'Misspelling words';
  const edits =
    medianEdits.value === null
      ? ''
      : `, with ${decimal(medianEdits.value)} ${medianEdits.value === 1 ? unit : `${unit}s`} changed in the median`;
  const kept =
    keptSuccessRate === null
      ? ' Label preservation not checked.'
      : ` For ${percentEstimate(keptSuccessRate)} no word that decides the label was changed or put in, so that the change is a mistake.`;
  return {
    tone: toneOfStatement(measures),
    text: `${how}, at most ${editsText(setting.choice.maxEdits, unit)} (${setting.shortTitle}), changes ${percentEstimate(successRate)} of the right answers${edits}; as many random edits, ${percent(controls.randomEdits.successRate.value)}.${kept}`,
  };
}
