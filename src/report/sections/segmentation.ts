import { countOf, listOf, percent } from '../../analysis/format';
import type { PixelModel, PixelPart, SegmentationAnalysis } from '../../analysis/segmentation/pixel-model';
import { pixelReading, singleSensorAnswers } from '../../analysis/segmentation/sentences';
import type { Estimate } from '../../analysis/statistics/estimate';
import { optionalSections } from '../../shared/reports/report-sections';
import { points, share } from '../cell-text';
import { dotRows } from '../charts/dot-rows';
import { modelColour, modelMarker } from '../charts/style';
import { cells, left, right, type Block, type Row, type Section, type Table } from '../document';
import type { Context } from './context';

/** mIoU of every model in every condition, the classes behind it, and whether one sensor brings it down. */
export function segmentationSection({ input }: Context): Section | null {
  const { segmentation } = input.analysis;
  if (segmentation === null || segmentation.models.every(({ miou }) => miou.value === null)) return null;
  const answers = singleSensorAnswers(segmentation);
  return {
    id: 'segmentation',
    title: optionalSections.segmentation,
    blocks: [
      ...(answers.length === 0
        ? []
        : [{ kind: 'facts' as const, rows: answers.map(({ question, answer }) => [question, answer] as const) }]),
      miouChart(segmentation),
      conditionTable(segmentation),
      ...partTables(segmentation),
      ...splitTable(segmentation),
      classTable(segmentation),
      { kind: 'list', items: pixelReading },
    ],
  };
}

const untouched = 'untouched';

function miouChart({ models }: SegmentationAnalysis): Block {
  const conditions = [...new Set(models.flatMap((model) => model.conditions.map(({ title }) => title)))];
  return dotRows({
    id: 'miou',
    title: 'mIoU by condition',
    caption: 'Dots with 95 % intervals, from pixels summed over all samples. Further left is worse for the model.',
    tableCaption: 'mIoU by condition, with 95 % intervals',
    rowTitle: 'condition',
    rows: [untouched, ...conditions],
    series: models.map((model, index) => ({
      name: model.title,
      rates: new Map<string, Estimate>([
        [untouched, model.miou],
        ...model.conditions.map(({ title, miou }) => [title, miou] as const),
      ]),
      marker: { color: modelColour(index), symbol: modelMarker(index) },
    })),
    tallest: 960,
    showlegend: true,
    axis: 'mIoU',
  });
}

/** @param name of the run, where several stand one below the other */
export function miouTable({ models }: SegmentationAnalysis, name: string): Table {
  return conditionTable({ models }, `What each condition leaves: ${name}`);
}

function conditionTable(
  { models }: Pick<SegmentationAnalysis, 'models'>,
  caption = 'What each condition leaves',
): Table {
  return {
    kind: 'table',
    caption,
    columns: [
      left('condition'),
      right('mIoU'),
      right('lost (points)'),
      right('random noise as large'),
      right('mIoU − best single left (points)'),
    ],
    rows: models.flatMap(({ title, miou, alone, conditions }): Row[] => [
      { kind: 'group', title },
      cells(untouched, share(miou), '–', '–', '–'),
      ...alone.map((own) => cells(`${own.modality} alone (single model)`, share(own.miou), '–', '–', '–')),
      ...conditions.map((condition) =>
        cells(
          condition.title,
          share(condition.miou),
          points(condition.drop),
          share(condition.noise),
          points(condition.gap?.estimate),
        ),
      ),
    ]),
    note: 'Lost: paired, the same units drawn for both. Best single left: of the models that see one input alone, the best of those whose input is not attacked, untouched; below 0 with the whole interval, attacking one sensor leaves less than doing without it.',
  };
}

/** How samples were recorded, side by side: where one sensor sees nothing, what the other is for. */
function partTables({ models }: SegmentationAnalysis): readonly Table[] {
  const names = [...new Set(models.flatMap(({ parts }) => parts.map(({ name }) => name)))];
  if (names.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: 'mIoU by how samples were recorded',
      columns: [left('condition'), ...names.map((name) => right(name))],
      rows: models.flatMap(({ title, parts }): Row[] => {
        const [first] = parts;
        if (parts.length === 0) return [];
        const row = (name: string, of: (part: PixelPart) => Estimate | undefined): Row =>
          cells(
            name,
            ...names.map((own) => {
              const part = parts.find((each) => each.name === own);
              return share(part === undefined ? undefined : of(part));
            }),
          );
        return [
          { kind: 'group', title },
          row(untouched, ({ miou }) => miou),
          ...first.alone.map(({ modality }, index) =>
            row(`${modality} alone (single model)`, ({ alone }) => alone.at(index)?.miou),
          ),
          ...first.conditions.map(({ title: condition }, index) =>
            row(condition, ({ conditions }) => conditions.at(index)?.miou),
          ),
        ];
      }),
      note: `${listOf(models[0].parts.map(({ name, samples }) => `${name}: ${countOf(samples, 'sample')}`))}, told by the ends of their ids.`,
    },
  ];
}

/** One budget, shared by sensors or spent on one. */
function splitTable({ models }: SegmentationAnalysis): readonly Table[] {
  const rows = models.flatMap(({ title, conditions }): Row[] => {
    const shared = conditions.flatMap(({ title: name, miou, split }) =>
      split === null ? [] : [cells(name, share(miou), split.single, points(split.estimate))],
    );
    return shared.length === 0 ? [] : [{ kind: 'group', title }, ...shared];
  });
  return rows.length === 0
    ? []
    : [
        {
          kind: 'table',
          caption: 'One budget, shared by sensors or spent on one',
          columns: [left('shared'), right('mIoU'), left('strongest on one'), right('shared − one (points)')],
          rows,
          note: 'Paired by sample. Above 0 with the whole interval: sharing the budget does less harm than spending all of it on one sensor.',
        },
      ];
}

function classTable({ classes, models }: SegmentationAnalysis): Block {
  const row = (title: string, byClass: readonly Estimate[]): Row =>
    cells(title, ...byClass.map(({ value }) => percent(value)));
  return {
    kind: 'table',
    caption: 'IoU of each class',
    columns: [left('condition'), ...classes.map((name) => right(name))],
    rows: models.flatMap((model: PixelModel): Row[] => [
      { kind: 'group', title: model.title },
      row(untouched, model.byClass),
      ...model.conditions.map(({ title, byClass }) => row(title, byClass)),
    ]),
    note: 'Intervals are in the JSON of the run. A dash: the class is neither there nor taken for there.',
  };
}
