import type { AnalysedRun } from '../../analysis/analysed-run';
import { underSetting } from '../../analysis/attack-setting';
import type { Rate } from '../../analysis/statistics/estimate';
import { dotRows } from '../../report/charts/dot-rows';
import type { Chart } from '../../report/document';
import type { SeriesStyle } from '../charts/series-style';
import { texts } from '../texts/catalogue';

const words = texts.compare;

export interface NamedRun {
  readonly run: AnalysedRun;
  readonly name: string;
  readonly style: SeriesStyle;
}

/** What only some of the runs have: nothing to compare it with. */
export interface Unshared {
  readonly title: string;
  /** Names of the runs that have it. */
  readonly runs: readonly string[];
}

export interface ComparedAccuracy {
  readonly chart: Chart;
  readonly unshared: readonly Unshared[];
}

/**
 * Accuracy of the runs under the attacks and degradations that all of them share: one row per condition and model, one
 * colour and marker per run; what they do not share is told apart.
 */
export function accuracyChart(runs: readonly NamedRun[]): ComparedAccuracy {
  const series = runs.map(({ run, name, style }) => ({
    name,
    rates: ratesOf(run),
    marker: { color: style.colour, symbol: style.marker },
  }));
  const all = [...new Set(series.flatMap(({ rates }) => [...rates.keys()]))];
  const unshared = all
    .map((title) => ({ title, runs: series.filter(({ rates }) => rates.has(title)).map(({ name }) => name) }))
    .filter((row) => row.runs.length < series.length);
  const chart = dotRows({
    id: 'compared-accuracy',
    title: words.accuracy,
    caption: words.accuracyCaption,
    tableCaption: words.accuracy,
    rowTitle: words.condition,
    rows: all.filter((title) => !unshared.some((row) => row.title === title)),
    series,
    // A screen or two.
    tallest: 1400,
    // The runs' names stand in the page, in their colours.
    showlegend: false,
  });
  return { chart, unshared };
}

/** Accuracies of a run by `condition, model`. */
function ratesOf({ analysis }: AnalysedRun): ReadonlyMap<string, Rate> {
  const models = analysis.subjects.flatMap((subject) => subject.models);
  const of = (
    condition: string,
    rate: (model: (typeof models)[number]) => Rate | undefined,
  ): readonly (readonly [string, Rate])[] =>
    models.flatMap((model) => {
      const measured = rate(model);
      return measured === undefined ? [] : [[`${condition}, ${model.title}`, measured] as const];
    });
  return new Map([
    ...of(words.noAttack, ({ accuracy }) => accuracy),
    ...analysis.attacks.flatMap(({ key, title }) =>
      of(
        title,
        ({ removals, perturbations }) =>
          [...removals, ...perturbations].find(({ setting }) => setting.key === key)?.robustAccuracy,
      ),
    ),
    ...analysis.degradations.flatMap((setting) =>
      of(setting.title, ({ degraded }) => underSetting(degraded, setting)?.accuracy),
    ),
  ]);
}
