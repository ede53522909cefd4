import type { SlopeMeasures } from '../../analysis/measures/slopes';
import type { ModelAnalysis } from '../../analysis/model-analysis';
import { markedCell, noteWithMarks, share } from '../cell-text';
import { cells, left, right, type Row, type Table, type TableCell } from '../document';
import { perturbationsUnder, type Context } from './context';
import { sideBySide } from './side-by-side';
import { tableByAttack } from './table-by-attack';

const caption = 'The gradients that they took';
const norms =
  'Norms, from the smallest above zero to the largest, are in l2 over all inputs attacked, of the slope of what the attack climbs; they go with the scale of the logits. A dash: the attack takes no gradients, or the run is older than what records say of them.';

/** What is known of the gradients that attacks took; where none was bad, which is as it should be, their norms alone. */
export function slopeTables(context: Context): readonly Table[] {
  const known = context.models.flatMap(({ perturbations }) => perturbations.flatMap(({ slopes }) => slopes ?? []));
  if (known.length === 0) return [];
  if (known.every(isSound)) return sideBySide(context.models).flatMap((shown) => normTables(context, shown));
  return [
    tableByAttack(
      context,
      {
        caption,
        columns: [right('zero on most steps'), right('not finite'), right('norm')],
        note: `Shares of the samples attacked. ${norms}`,
      },
      perturbationsUnder,
      ({ slopes: of }) => [share(of?.zero), share(of?.notFinite), normsCell(of)],
    ),
  ];
}

function isSound({ zero, notFinite }: SlopeMeasures): boolean {
  return zero.value === 0 && notFinite.value === 0;
}

function normTables(context: Context, shown: readonly ModelAnalysis[]): readonly Table[] {
  const rows = context.settings.flatMap((setting): readonly Row[] => {
    const measured = perturbationsUnder(context, setting);
    const own = shown.map((model) => measured.find((entry) => entry.model === model)?.measures);
    if (own.every((measures) => measures === undefined)) return [];
    return [cells(setting.title, ...own.map((measures) => markedCell(normsCell(measures?.slopes), measures)))];
  });
  if (rows.length === 0) return [];
  return [
    {
      kind: 'table',
      caption,
      columns: [left('attack'), ...shown.map(({ title }) => right(`norm, ${title}`))],
      rows,
      note: noteWithMarks(`Of no sample they were zero on most steps, or not finite. ${norms}`, context.models),
    },
  ];
}

function normsCell(slopes: SlopeMeasures | null | undefined): TableCell {
  const range = slopes?.range ?? null;
  return { text: range === null ? '–' : range.map((norm) => norm.toExponential(1)).join(' to ') };
}
