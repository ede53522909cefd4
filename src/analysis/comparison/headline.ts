import { withSeed } from '../../shared/naming';
import { figuresOf, type Figure } from '../figures';
import { measureName, type Measure } from '../measure';
import type { StudyAnalysis } from '../study-analysis';

/** What answers whether the fusion is a liability. */
const headline = ['single-source-gap', 'several-needed'] as const satisfies readonly Measure['kind'][];

/** One headline figure of a model in each of several runs. */
export interface HeadlineRow {
  /** Title of the model. */
  readonly model: string;
  /** Measure and attack. */
  readonly label: string;
  /** In the order of the runs; undefined where a run has none. */
  readonly figures: readonly (Figure | undefined)[];
}

/**
 * Headline figures of all runs side by side: a row per model, measure and attack that any of them has, model by model. They
 * are of different samples where the runs are, so they are shown and not subtracted.
 */
export function headlineRows(runs: readonly StudyAnalysis[]): readonly HeadlineRow[] {
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

function titleOf({ model, trainingSeed }: Figure): string {
  return trainingSeed === 0 ? model : withSeed(model, trainingSeed);
}
