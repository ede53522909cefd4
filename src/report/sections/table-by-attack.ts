import type { ModelAnalysis } from '../../analysis/model-analysis';
import type { AttackSetting } from '../../analysis/attack-setting';
import type { JudgedAttack } from '../../analysis/standing';
import { markedCell, noteWithMarks } from '../cell-text';
import { cells, left, type Row, type Table, type TableCell } from '../document';
import type { Context } from './context';

/** What an attack did to each model. */
export type MeasuredUnder<Measures> = (
  context: Context,
  setting: AttackSetting,
) => readonly { readonly model: ModelAnalysis; readonly measures: Measures }[];

/** A row per model, by attack; figures that are void are marked. */
export function tableByAttack<Measures extends Pick<JudgedAttack, 'faults'>>(
  context: Context,
  { caption, columns, note }: Required<Pick<Table, 'caption' | 'columns' | 'note'>>,
  measuredUnder: MeasuredUnder<Measures>,
  show: (measures: Measures) => readonly TableCell[],
): Table {
  const rows = context.settings.flatMap((setting): Row[] => {
    const measured = measuredUnder(context, setting);
    if (measured.length === 0) return [];
    const latent = setting.latent.length > 0 ? ` (${setting.latent.join(', ')}: latent)` : '';
    return [
      { kind: 'group', title: `${setting.title}${latent}` },
      ...measured.map(({ model, measures }) =>
        cells(model.title, ...show(measures).map((figure) => markedCell(figure, measures))),
      ),
    ];
  });
  return {
    kind: 'table',
    caption,
    roomy: columns.length < 5,
    columns: [left('model'), ...columns],
    rows,
    note: noteWithMarks(note, context.models),
  };
}
