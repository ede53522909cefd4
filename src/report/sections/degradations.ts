import { degradationTitle, isNoise } from '../../shared/degradations/degradation';
import { optionalSections } from '../../shared/reports/report-sections';
import { underSetting } from '../../analysis/attack-setting';
import type { DegradationSetting } from '../../analysis/degradation-setting';
import { percent, score } from '../../analysis/format';
import { dropOf } from '../../analysis/measures/corruption';
import { sweepScores, type DegradedAlone, type DegradedModel } from '../../analysis/measures/degraded';
import { isVoid } from '../../analysis/standing';
import { noiseCurve } from '../charts/noise-curves';
import { withVoidNote } from '../charts/void-note';
import { points, share } from '../cell-text';
import { leavingOut } from '../../shared/recipe/leaves-out';
import { cells, left, right, type Block, type Row, type Section, type TableCell } from '../document';
import { glossary } from '../glossary';
import type { Context } from './context';
import { corruptionBlocks } from './corruptions';

/** What noise and missing inputs leave, without anybody who searches; of single modalities too. */
export function degradationsSection(context: Context): Section | null {
  const { degradations } = context.input.analysis;
  const models = modelsOf(context);
  const measured = models.some(({ degraded }) => degraded.length > 0);
  if (!measured) return null;
  const sweeps = [...new Set(degradations.map(({ degradationIndex }) => degradationIndex))]
    .map((index) => degradations.filter((own) => own.degradationIndex === index && isNoise(own.choice)))
    .filter(({ length }) => length > 0);
  return {
    id: 'degradations',
    title: optionalSections.degradations,
    terms: !degradations.some(({ choice }) => choice.name === 'noise')
      ? []
      : [glossary.relativeRobustness, glossary.effectiveRobustness],
    blocks: [
      ...missingTable(
        context.models,
        degradations.filter(({ choice }) => choice.name === 'missing'),
      ),
      ...performanceChangeTable(context.models),
      ...corruptionBlocks(context.models, context.input.run.plan.reference),
      ...sweeps
        .flatMap((settings, index) => sweepBlocks(`noise-${String(index)}`, models, settings))
        .map((block) => (block.kind === 'chart' ? withVoidNote(block, context.models) : block)),
    ],
  };
}

/** The models under test, and, once each, those that see one modality alone. */
function modelsOf({ models, input }: Context): readonly DegradedModel[] {
  const fusions = new Map(input.run.plan.subjects.map(({ name, recipe }) => [name, recipe.fusion.name]));
  return [
    ...models.map(({ title, subject, accuracy, degraded, unsound }) => ({
      title,
      // What has learnt nothing is no reference for others.
      fusion: isVoid({ unsound }) ? null : (fusions.get(subject) ?? null),
      accuracy,
      degraded,
    })),
    ...modelsAlone(models, input.run.plan.seeds.length > 1),
  ];
}

/** Named by what they see; those of one name, trained for different subjects, by the first of these as well. */
function modelsAlone(models: Context['models'], severalSeeds: boolean): readonly DegradedModel[] {
  const found = new Map<string, { readonly name: string; readonly subject: string; readonly own: DegradedAlone }>();
  for (const { degradedAlone, seed, subject } of models) {
    for (const own of degradedAlone) {
      const name = `${own.modality} alone${severalSeeds ? ` · seed ${String(seed)}` : ''}`;
      if (!found.has(own.model)) found.set(own.model, { name, subject, own });
    }
  }
  const all = [...found.values()];
  return all.map(({ name, subject, own: { accuracy, degraded } }) => {
    const isOne = all.filter((other) => other.name === name).length === 1;
    return { title: isOne ? name : `${name}, as of ${subject}`, fusion: null, accuracy, degraded };
  });
}

/** Of the models under test alone: one that sees only what is missing has nothing to answer by. */
function missingTable(models: Context['models'], settings: readonly DegradationSetting[]): readonly Block[] {
  const rows = settings.flatMap((setting): Row[] => {
    const own = models.flatMap(({ title, accuracy, degraded, missing }) => {
      const measures = underSetting(degraded, setting);
      if (measures === undefined) return [];
      const beside = underSetting(missing, setting);
      return [
        cells(
          title,
          share(accuracy),
          share(measures.accuracy),
          points(measures.fall),
          share(measures.kept),
          beside === undefined ? '–' : share(beside.single.accuracy),
          beside === undefined ? '–' : beside.liability ? points(beside.gap) : 'needs all inputs',
        ),
      ];
    });
    return own.length === 0 ? [] : [{ kind: 'group', title: setting.title }, ...own];
  });
  if (rows.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: 'Accuracy with a modality missing',
      columns: [
        left('model'),
        right('whole input'),
        right('without it'),
        right('lost (points)'),
        right('right answers kept'),
        right('best single left'),
        right('without it − single (points)'),
      ],
      rows,
      note: `Over all samples, differences paired by sample. zero: a black picture, silence, the lowest numbers, no words. mean: the mean of the training data, unknown words. shuffled: what another sample has there. left-out: the answer is joined from the other inputs alone, by fusions that can (${leavingOut.join(', ')}); the others see the mean. Right answers kept: of the answers that are right with the whole input. Best single left: of the models that see one input alone and keep it, the one with the highest clean accuracy. Below 0 with the whole interval, that model does better than the fused one on the same input. Where one input alone leaves chance (needs all inputs), no model could cope with the loss, and nothing is said of the fusion.`,
    },
  ];
}

/** PCR: what is lost with modalities missing, on average over what is missing. */
function performanceChangeTable(models: Context['models']): readonly Block[] {
  const rows = models.flatMap(({ title, performanceChange }) =>
    performanceChange.map(({ by, missing, change }) =>
      cells(title, by, missing.map((ids) => ids.join(' + ')).join('; '), share(change)),
    ),
  );
  if (rows.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: 'Lost with modalities missing, as a share of clean accuracy (PCR)',
      columns: [left('model'), left('in their place'), left('missing'), right('lost')],
      rows,
      note: `(full − missing) / full, the mean over what is missing, paired by sample. Lower is better; where an input alone leaves chance, no model could do well.`,
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
  if (settings[0].choice.name === 'qmf-noise') return [noiseCurve(id, drawn, settings), lostTable(drawn, settings)];
  const scores = sweepScores(drawn, settings);
  const compared = Object.values(scores).some(({ effective }) => effective !== null);
  const last = settings[settings.length - 1];
  return [
    noiseCurve(id, drawn, settings),
    {
      kind: 'table',
      caption: `Scores of MultiBench under noise on ${last.choice.modalities.join(' + ')}`,
      columns: [
        left('model'),
        right('relative robustness'),
        ...(compared ? [right('effective robustness')] : []),
        right('mean relative drop'),
        right(`lost at level ${String(last.level)} (points)`),
        right('right answers kept there'),
      ],
      rows: drawn.flatMap((model) => {
        if (!Object.hasOwn(scores, model.title)) return [];
        const { relative, effective } = scores[model.title];
        return [
          cells(
            model.title,
            plain(relative),
            ...(compared ? [plain(effective)] : []),
            { text: percent(sweepDrop(model, settings)) },
            points(underSetting(model.degraded, last)?.fall),
            share(underSetting(model.degraded, last)?.kept),
          ),
        ];
      }),
      note: `Mean relative drop (MMI): of clean accuracy, the mean over the levels. Relative: area below the curve of ${String(settings.length + 1)} levels, counted 0.1 apart whatever they are; to be compared at the same levels alone, and with published scores at 0.1, 0.2 … 1 alone.${compared ? ' Effective: what is kept beyond late fusion moved to the same clean accuracy, summed over the levels.' : ' Effective robustness takes a model of late fusion that has learnt something: there is none.'}`,
    },
  ];
}

/** What each severity costs; MultiBench's areas are of levels up to 1. */
function lostTable(models: readonly DegradedModel[], settings: readonly DegradationSetting[]): Block {
  const last = settings[settings.length - 1];
  return {
    kind: 'table',
    caption: `Lost under ${degradationTitle(last.choice)}`,
    columns: [
      left('model'),
      ...settings.map(({ level }) => right(`lost at ε ${String(level)} (points)`)),
      right('mean relative drop'),
      right(`right answers kept at ε ${String(last.level)}`),
    ],
    rows: models.map((model) =>
      cells(
        model.title,
        ...settings.map((setting) => points(underSetting(model.degraded, setting)?.fall)),
        { text: percent(sweepDrop(model, settings)) },
        share(underSetting(model.degraded, last)?.kept),
      ),
    ),
    note: `Over all samples, half of which suffer in each input. Mean relative drop (MMI): of clean accuracy, the mean over the severities.`,
  };
}

/** MMI over the levels of a sweep: the mean of what is lost, as a share of clean accuracy. */
function sweepDrop({ accuracy, degraded }: DegradedModel, settings: readonly DegradationSetting[]): number | null {
  return dropOf(
    settings.flatMap((setting) => underSetting(degraded, setting)?.accuracy ?? []),
    accuracy,
  );
}

function plain(value: number | null): TableCell {
  return { text: score(value) };
}
