import { withSeed } from '../../shared/text/naming';
import type { Target } from '../../shared/data/target';
import { figuresOf, type Figure } from '../figures';
import { measureName, type Measure } from '../measure';
import { scoreTitles, type Score } from '../measures/target-scores';
import { standingOf, type Standing } from '../standing';
import type { StudyAnalysis } from '../study-analysis';

/** What answers whether the fusion is a liability. */
const headline = ['single-source-gap', 'several-needed'] as const satisfies readonly Measure['kind'][];

/** A score of a model whose data ask for a set of labels or a value. */
export interface ScoreFigure {
  readonly score: Score;
  /** What the data ask for. */
  readonly target: Target | undefined;
  readonly standing: Standing;
}

/** One headline figure of a model in each of several runs. */
export interface HeadlineRow {
  /** Title of the model. */
  readonly model: string;
  /** Measure and attack. */
  readonly label: string;
  /** In the order of the runs; undefined where a run has none. */
  readonly figures: readonly (Figure | ScoreFigure | undefined)[];
}

/** Of sets and values, of which right and wrong alone say little: the scores untouched and under each attack. */
function scoreRows(runs: readonly StudyAnalysis[]): readonly HeadlineRow[] {
  const columns = runs.map((run) => new Map(scoreFigures(run)));
  const keys = [...new Set(columns.flatMap((column) => [...column.keys()]))];
  return keys.map((key) => {
    const [model, label] = JSON.parse(key) as [string, string];
    return { model, label, figures: columns.map((column) => column.get(key)) };
  });
}

/** By model and label. */
function scoreFigures({ subjects, data, flags }: StudyAnalysis): readonly (readonly [string, ScoreFigure])[] {
  return subjects
    .flatMap(({ models }) => models)
    .flatMap((model) =>
      (model.scores ?? [])
        .filter(({ kind }) => kind === 'clean' || kind === 'attack')
        .flatMap(({ kind, title, scores }) =>
          scores.map((score) => {
            const key = [
              titleOf({ model: model.subject, trainingSeed: model.seed }),
              `${scoreTitles[score.name]} · ${title}`,
            ];
            const standing = standingOf({ model: model.title, attack: kind === 'clean' ? null : title }, flags);
            return [JSON.stringify(key), { score, target: data.target, standing }] as const;
          }),
        ),
    );
}

/**
 * Headline figures of all runs side by side: a row per model, measure and attack that any of them has, model by model. They
 * are of different samples where the runs are, so they are shown and not subtracted.
 */
export function headlineRows(runs: readonly StudyAnalysis[]): readonly HeadlineRow[] {
  const rows = [...scoreRows(runs), ...fusionRows(runs)];
  const models = [...new Set(rows.map(({ model }) => model))];
  return models.flatMap((model) => rows.filter((row) => row.model === model));
}

function fusionRows(runs: readonly StudyAnalysis[]): readonly HeadlineRow[] {
  const columns = runs.map((run) => new Map(headlineFigures(run).map((figure) => [keyOf(figure), figure])));
  const keys = new Map(columns.flatMap((column) => [...column].map(([key, figure]) => [key, figure] as const)));
  const models = [...new Set([...keys.values()].map(titleOf))];
  return models.flatMap((model) =>
    [...keys]
      .filter(([, figure]) => titleOf(figure) === model)
      .map(([key, { measure, under }]) => ({
        model,
        label: [measureName(measure), ...(under === null ? [] : [under.title])].join(' · '),
        figures: columns.map((column) => column.get(key)),
      })),
  );
}

function headlineFigures(analysis: StudyAnalysis): readonly Figure[] {
  return figuresOf(analysis).filter(({ measure }) => headline.some((kind) => kind === measure.kind));
}

function keyOf({ model, trainingSeed, measure, under }: Figure): string {
  return JSON.stringify([model, trainingSeed, measure.kind, under?.identity ?? null]);
}

function titleOf({ model, trainingSeed }: Pick<Figure, 'model' | 'trainingSeed'>): string {
  return trainingSeed === 0 ? model : withSeed(model, trainingSeed);
}
