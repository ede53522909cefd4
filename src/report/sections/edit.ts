import { optionalSections } from '../../shared/reports/report-sections';
import { decimal } from '../../analysis/format';
import { amount, attackedWords, points, share } from '../cell-text';
import { editCurves } from '../charts/edit-curves';
import { withVoidNote } from '../charts/void-note';
import { right, type Chart, type Section } from '../document';
import { glossary } from '../glossary';
import { editsUnder, type Context } from './context';
import { tableByAttack } from './table-by-attack';

/** Attacks on text as real words: how often they succeed within so many edits, beside as many random edits. */
export function editSection(context: Context): Section | null {
  const isChecked = context.models.some(({ edits }) => edits.some(({ keptSuccessRate }) => keptSuccessRate !== null));
  const success = tableByAttack(
    context,
    {
      caption: 'Attacks on words and their control',
      columns: [
        right('attack success'),
        ...(isChecked ? [right('… no deciding word')] : []),
        right('robust accuracy'),
        right('random edits'),
        right('attack − random (points)'),
      ],
      note: `Success and random edits are over the samples attacked (${attackedWords(context.models)}), accuracy over all ${String(context.input.analysis.data.n)}. Random edits are as many as the attack made, or might make where it failed. ${
        isChecked
          ? 'Only successes that changed no word that decides the label, and put none in, are surely mistakes.'
          : 'Label preservation not checked: the data does not say which words decide.'
      }`,
    },
    editsUnder,
    ({ successRate, keptSuccessRate, robustAccuracy, controls: { randomEdits } }) => [
      share(successRate),
      ...(isChecked ? [share(keptSuccessRate)] : []),
      share(robustAccuracy),
      share(randomEdits.successRate),
      points(randomEdits.difference),
    ],
  );
  if (success.rows.length === 0) return null;
  const cost = tableByAttack(
    context,
    {
      caption: 'Edits that a success takes, and what they cost',
      columns: [
        right('edits, median'),
        right('edits, mean'),
        right('shift of z'),
        right('arg max z moved'),
        right('runs + gradients'),
      ],
      note: 'Edits are counted anew by comparing the texts: words substituted, or letters added, left out, changed or swapped with the next. They are over the successes, all else over the samples attacked. z is the fused embedding; its shift is 1 − cos(z, z′). Runs and gradients of the model are means per sample.',
    },
    editsUnder,
    ({ medianEdits, meanEdits, displacement, queries }) => [
      amount(medianEdits),
      amount(meanEdits),
      amount(displacement?.cosineDistance),
      share(displacement?.argmaxMoved),
      { text: `${decimal(queries.forward.value)} + ${decimal(queries.gradient.value)}` },
    ],
  );
  return {
    id: 'edit',
    title: optionalSections.edit,
    terms: [glossary.successRate, glossary.robustAccuracy, glossary.edit],
    blocks: [success, ...editCharts(context), cost],
  };
}

/** Success within so many edits, a chart for each attack; also for the results page. */
export function editCharts({ models, settings }: Pick<Context, 'models' | 'settings'>): readonly Chart[] {
  return settings.flatMap((setting, index) => {
    if (setting.kind !== 'edit') return [];
    const chart = editCurves(`edits-${String(index)}`, setting, models);
    return chart === null ? [] : [withVoidNote(chart, models)];
  });
}
