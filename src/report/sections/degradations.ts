import { optionalSections } from '../../shared/report-sections';
import { underSetting } from '../../analysis/attack-setting';
import type { DegradationSetting } from '../../analysis/degradation-setting';
import { decimal } from '../../analysis/format';
import { sweepScores, type DegradedModel } from '../../analysis/measures/degraded';
import { noiseCurve } from '../charts/noise-curves';
import { points, share } from '../cell-text';
import { cells, left, right, type Block, type Row, type Section, type TableCell } from '../document';
import type { Context } from './context';

/** What noise and missing inputs leave, without anybody who searches; of single modalities too. */
export function degradationsSection(context: Context): Section | null {
  const { degradations } = context.input.analysis;
  const models = modelsOf(context);
  const measured = models.some(({ degraded }) => degraded.length > 0);
  if (!measured) return null;
  const sweeps = [...new Set(degradations.map(({ degradationIndex }) => degradationIndex))]
    .map((index) => degradations.filter((own) => own.degradationIndex === index && own.choice.name === 'noise'))
    .filter(({ length }) => length > 0);
  return {
    id: 'degradations',
    title: optionalSections.degradations,
    blocks: [
      ...missingTable(
        models,
        degradations.filter(({ choice }) => choice.name === 'missing'),
      ),
      ...sweeps.flatMap((settings, index) => sweepBlocks(`noise-${String(index)}`, models, settings)),
    ],
  };
}

/** The models under test, and, once each, those that see one modality alone. */
function modelsOf({ models, input }: Context): readonly DegradedModel[] {
  const fusions = new Map(input.run.plan.subjects.map(({ name, recipe }) => [name, recipe.fusion.name]));
  const alone = new Map<string, DegradedModel>();
  for (const { degradedAlone, seed } of models) {
    for (const { modality, ...measures } of degradedAlone) {
      const title = `${modality} alone${input.run.plan.seeds.length > 1 ? ` · seed ${String(seed)}` : ''}`;
      if (!alone.has(title)) alone.set(title, { title, fusion: null, ...measures });
    }
  }
  return [
    ...models.map(({ title, subject, accuracy, degraded }) => ({
      title,
      fusion: fusions.get(subject) ?? null,
      accuracy,
      degraded,
    })),
    ...alone.values(),
  ];
}

function missingTable(models: readonly DegradedModel[], settings: readonly DegradationSetting[]): readonly Block[] {
  const rows = settings.flatMap((setting): Row[] => {
    const own = models.flatMap((model) => {
      const measures = underSetting(model.degraded, setting);
      return measures === undefined
        ? []
        : [cells(model.title, share(model.accuracy), share(measures.accuracy), points(measures.fall))];
    });
    return own.length === 0 ? [] : [{ kind: 'group', title: setting.title }, ...own];
  });
  if (rows.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: 'Accuracy with a modality missing',
      roomy: true,
      columns: [left('model'), right('whole input'), right('without it'), right('fall (points)')],
      rows,
      note: 'Over all samples, falls paired by sample. zero: a black picture, no words. mean: the mean colour of the training data, unknown words. shuffled: what another sample has there. A fused model that falls below a single one does not cope with the loss.',
    },
  ];
}

function sweepBlocks(
  id: string,
  models: readonly DegradedModel[],
  settings: readonly DegradationSetting[],
): readonly Block[] {
  const drawn = models.filter((model) =>
    settings.some((setting) => underSetting(model.degraded, setting) !== undefined),
  );
  if (drawn.length === 0) return [];
  const scores = sweepScores(drawn, settings);
  const last = settings[settings.length - 1];
  return [
    noiseCurve(id, drawn, settings),
    {
      kind: 'table',
      caption: `Scores of MultiBench under noise on ${last.choice.modalities.join(' + ')}`,
      columns: [
        left('model'),
        right('relative robustness'),
        right('effective robustness'),
        right(`fall at level ${String(last.level)} (points)`),
      ],
      rows: drawn.flatMap((model) => {
        if (!Object.hasOwn(scores, model.title)) return [];
        const { relative, effective } = scores[model.title];
        return [
          cells(model.title, plain(relative), plain(effective), points(underSetting(model.degraded, last)?.fall)),
        ];
      }),
      note: `Relative: area below the curve of ${String(settings.length + 1)} levels, counted 0.1 apart; to be compared at equal numbers of levels alone. Effective: what is kept beyond late fusion moved to the same clean accuracy, summed over the levels; a dash without a model of late fusion.`,
    },
  ];
}

function plain(value: number | null): TableCell {
  return { text: value === null ? '–' : decimal(value) };
}
