import type { AnalysedRun } from '../../analysis/analysed-run';
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

/** Accuracy of every run under every attack: one row per attack and model, one colour and marker per run. */
export function accuracyChart(runs: readonly NamedRun[]): Chart {
  const series = runs.map(({ run, name, style }) => ({
    name,
    rates: ratesOf(run),
    marker: { color: style.colour, symbol: style.marker },
  }));
  return dotRows({
    id: 'compared-accuracy',
    title: words.accuracy,
    caption: words.accuracyCaption,
    tableCaption: words.accuracy,
    rowTitle: words.attack,
    rows: [...new Set(series.flatMap(({ rates }) => [...rates.keys()]))],
    series,
    // A screen or two.
    tallest: 1400,
    // The runs' names stand in the page, in their colours.
    showlegend: false,
  });
}

/** Accuracies of a run by `attack, model`. */
function ratesOf({ analysis }: AnalysedRun): ReadonlyMap<string, Rate> {
  const models = analysis.subjects.flatMap((subject) => subject.models);
  const of = (
    attack: string,
    rate: (model: (typeof models)[number]) => Rate | undefined,
  ): readonly (readonly [string, Rate])[] =>
    models.flatMap((model) => {
      const measured = rate(model);
      return measured === undefined ? [] : [[`${attack}, ${model.title}`, measured] as const];
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
  ]);
}
