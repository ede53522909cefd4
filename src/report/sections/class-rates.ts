import type { JudgedAttack } from '../../analysis/standing';
import type { Rate } from '../../analysis/statistics/estimate';
import { voidNote } from '../../analysis/void-mark';
import { markedCell, share } from '../cell-text';
import { cells, left, right, type Block, type Row, type Section } from '../document';
import { editsUnder, perturbationsUnder, removalsUnder, type Context } from './context';
import { sideBySide } from './side-by-side';

interface Measured extends Pick<JudgedAttack, 'faults'> {
  readonly byClass: readonly { readonly label: number; readonly name: string; readonly successRate: Rate }[];
}

/** The same as a section of its own, for the screen. */
export function classRatesSection(context: Context): Section | null {
  const blocks = classRateTables(context);
  return blocks.length === 0 ? null : { id: 'class-rates', title: 'Success per true class', blocks };
}

/** Success per true class under every attack: a rate over all classes is of their mix alone. */
export function classRateTables(context: Context): readonly Block[] {
  return sideBySide(context.models).flatMap((shown): readonly Block[] => {
    const rows = context.settings.flatMap((setting): readonly Row[] => {
      const measured = [
        ...removalsUnder(context, setting),
        ...perturbationsUnder(context, setting),
        ...editsUnder(context, setting),
      ];
      const measuresOf = (model: (typeof shown)[number]): Measured | undefined =>
        measured.find((entry) => entry.model === model)?.measures;
      const classes = shown.map((model) => measuresOf(model)?.byClass ?? []).find(({ length }) => length > 0) ?? [];
      if (classes.length === 0) return [];
      return [
        { kind: 'group', title: setting.title },
        ...classes.map(({ label, name }) =>
          cells(
            name,
            ...shown.map((model) => {
              const own = measuresOf(model);
              return markedCell(share(own?.byClass.find((rate) => rate.label === label)?.successRate), own);
            }),
          ),
        ),
      ];
    });
    if (rows.length === 0) return [];
    return [
      {
        kind: 'table',
        caption: 'Success per true class, every attack',
        columns: [left('class'), ...shown.map(({ title }) => right(title))],
        rows,
        note: [
          'Of the right answers of the class that were attacked. Classes of few samples have wide intervals.',
          ...[voidNote(shown)].filter((note) => note !== ''),
        ].join(' '),
      },
    ];
  });
}
