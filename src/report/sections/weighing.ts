import type { ModelAnalysis } from '../../analysis/model-analysis';
import type { WeighedInput, Weighing } from '../../analysis/measures/weighing';
import type { Estimate } from '../../analysis/statistics/estimate';
import { amount, points } from '../cell-text';
import { cells, left, right, type Block, type Row, type TableCell } from '../document';

/** Nothing is estimated where not one weight has moved, as of an input that nothing was done to. */
function changeText(change: Estimate): string | TableCell {
  return change.value === 0 && change.method === 'none' ? 'unchanged' : amount(change);
}

/** What each input counts for where the fusion weighs inputs anew for every sample, and whether it heeds how wrong they are. */
export function weighingBlocks(models: readonly ModelAnalysis[]): readonly Block[] {
  const weighed = models.flatMap(({ title, weighing }) => (weighing === null ? [] : [{ title, weighing }]));
  if (weighed.length === 0) return [];
  const heeded = weighed.some(({ weighing }) => weighing.untouched.some(({ withLoss }) => withLoss !== null));
  const row = (condition: string, input: WeighedInput, change: Estimate | null): Row =>
    cells(
      condition,
      input.modality,
      amount(input.weight),
      change === null ? '–' : changeText(change),
      ...(heeded ? [amount(input.withLoss)] : []),
    );
  return [
    {
      kind: 'table',
      caption: 'What each input counts for, sample by sample',
      columns: [
        left('inputs as they are given'),
        left('input'),
        right('mean weight'),
        right('change'),
        ...(heeded ? [right('correlation with its own loss')] : []),
      ],
      rows: weighed.flatMap(({ title, weighing }): readonly Row[] => [
        { kind: 'group', title },
        ...weighing.untouched.map((input) => row('untouched', input, null)),
        ...weighing.degraded.flatMap(({ setting, inputs }) =>
          inputs.map((input) => row(setting.title, input, input.change)),
        ),
      ]),
      note: `Weights as the fusion uses them, over all samples; they need not add up to one. Change: paired by sample, of noise and missing inputs at their strongest level.${heeded ? ' Correlation (Pearson) of an input’s weight with the loss of its own answer: below zero, it counts for less where it is wrong, which the theory of QMF asks for; above zero, it misleads the fusion. Models with the rank loss and without stand beside each other where the plan has both: it is to lower the correlation. Own losses are known of fusions of decisions alone.' : ''}`,
    },
    ...staticBlocks(weighed),
  ];
}

/** Beside late fusion, which weighs all samples alike. */
function staticBlocks(weighed: readonly { readonly title: string; readonly weighing: Weighing }[]): readonly Block[] {
  const beside = weighed.flatMap(({ title, weighing: { besideStatic } }) =>
    besideStatic === null ? [] : [{ title, ...besideStatic }],
  );
  if (beside.length === 0) return [];
  const { subject } = beside[0];
  return [
    {
      kind: 'table',
      caption: `Weighed anew for every sample, beside the static weights of ${subject}`,
      columns: [left('inputs as they are given'), right(`accuracy − that of ${subject} (points)`)],
      rows: beside.flatMap(({ title, untouched, degraded }): readonly Row[] => [
        { kind: 'group', title },
        cells('untouched', points(untouched)),
        ...degraded.map(({ setting, gap }) => cells(setting.title, points(gap))),
      ]),
      note: `Of the same training seed, paired by sample. QMF expects nothing clearly below 0 under noise: with the whole interval below 0, weighing anew does worse than static late fusion.`,
    },
  ];
}
