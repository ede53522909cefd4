import { decimal } from '../../analysis/format';
import type { ModelAnalysis } from '../../analysis/model-analysis';
import { share } from '../cell-text';
import { residualCurves } from '../charts/residual-curves';
import { firstDrawn } from '../charts/style';
import { cells, left, right, type Block, type Row } from '../document';

/** How fusions that are solved for in steps came to rest: how many samples did, after how many steps, and on which way. */
export function settlingBlocks(models: readonly ModelAnalysis[]): readonly Block[] {
  const settled = models.flatMap(({ title, settling }) => (settling === null ? [] : [{ title, settling }]));
  if (settled.length === 0) return [];
  const { drawn, note } = firstDrawn(settled);
  return [
    {
      kind: 'table',
      caption: 'How the fusion came to rest',
      columns: [
        left('inputs as they are given'),
        right('at rest'),
        right('undecided'),
        right('median steps'),
        right('most steps'),
      ],
      rows: settled.flatMap(({ title, settling: { tolerance, conditions } }): readonly Row[] => [
        { kind: 'group', title: `${title}, tolerance ${decimal(tolerance)}` },
        ...conditions.map(({ title: condition, solved, undecided, steps, mostSteps }) =>
          cells(condition ?? 'untouched', share(solved), share(undecided), decimal(steps), decimal(mostSteps)),
        ),
      ]),
      note: 'At rest: one more step changes the whole state by less than the tolerance. Undecided: twice the steps, to a tenth of the tolerance, change the answer; under an attack such an answer does not count as withstood. Noise and missing inputs at their strongest level; removals record no steps.',
    },
    residualCurves({
      id: 'residuals',
      title: 'Residual by step',
      caption: `How far the untouched samples were from rest at each step: the median, and dotted the largest of all; a sample that has come to rest stays where it was.${note}`,
      lines: drawn.flatMap(({ title, settling: { residuals } }, colour) => [
        { name: `${title}, median`, residuals: residuals.median, style: { colour, dotted: false } },
        { name: `${title}, largest`, residuals: residuals.largest, style: { colour, dotted: true } },
      ]),
      tolerances: [...new Set(drawn.map(({ settling }) => settling.tolerance))],
    }),
  ];
}
