import type { AnalysedRun } from '../../analysis/analysed-run';
import { underSetting } from '../../analysis/attack-setting';
import { voidReasons } from '../../analysis/void-mark';
import type { Rate } from '../../analysis/statistics/estimate';
import { dotRows } from '../../report/charts/dot-rows';
import type { Chart } from '../../report/document';
import { groupedBy } from '../../shared/grouped-by';
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
  /** Names of the runs that have it. */
  readonly runs: readonly string[];
  readonly models: readonly string[];
  /** Titles of attacks and degradations that these runs alone have of these models. */
  readonly conditions: readonly string[];
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
  const lacking = all.filter((title) => series.some(({ rates }) => !rates.has(title)));
  const chart = dotRows({
    id: 'compared-accuracy',
    title: words.accuracy,
    caption: words.accuracyCaption,
    tableCaption: words.accuracy,
    rowTitle: words.condition,
    rows: all.filter((title) => !lacking.includes(title)),
    series: series.map(({ rates, ...look }) => ({ ...look, rates: ratesByTitle(rates) })),
    // A screen or two.
    tallest: 1400,
    // The runs' names stand in the page, in their colours.
    showlegend: false,
  });
  const voids = runs.flatMap(({ run: { analysis }, name }) =>
    voidReasons(analysis.subjects.flatMap(({ models }) => models)).map((reason) => words.voidIn(name, reason)),
  );
  return {
    chart: { ...chart, caption: [chart.caption, ...voids].join(' ') },
    unshared: unsharedOf(lacking, series),
  };
}

interface RatesOfRun {
  readonly name: string;
  readonly rates: ReadonlyMap<string, Measured>;
}

/** What the same runs have of the same models stands together. */
function unsharedOf(titles: readonly string[], series: readonly RatesOfRun[]): readonly Unshared[] {
  const rows = titles.flatMap((title) => {
    const having = series.filter(({ rates }) => rates.has(title));
    const measured = having.at(0)?.rates.get(title);
    return measured === undefined ? [] : [{ ...measured, runs: having.map(({ name }) => name) }];
  });
  const byCondition = groupedBy(rows, ({ condition, runs }) => JSON.stringify([condition, runs]));
  const ofModels = [...byCondition.values()].map((own) => ({ ...own[0], models: own.map(({ model }) => model) }));
  const alike = groupedBy(ofModels, ({ runs, models }) => JSON.stringify([runs, models]));
  return [...alike.values()].map((own) => ({
    runs: own[0].runs,
    models: own[0].models,
    conditions: own.map(({ condition }) => condition),
  }));
}

function ratesByTitle(rates: ReadonlyMap<string, Measured>): ReadonlyMap<string, Rate> {
  return new Map([...rates].map(([title, { rate }]) => [title, rate]));
}

interface Measured {
  readonly condition: string;
  readonly model: string;
  readonly rate: Rate;
}

/** Accuracies of a run by `condition, model`. */
function ratesOf({ analysis }: AnalysedRun): ReadonlyMap<string, Measured> {
  const models = analysis.subjects.flatMap((subject) => subject.models);
  const of = (
    condition: string,
    rate: (model: (typeof models)[number]) => Rate | undefined,
  ): readonly (readonly [string, Measured])[] =>
    models.flatMap((model) => {
      const measured = rate(model);
      return measured === undefined
        ? []
        : [[`${condition}, ${model.title}`, { condition, model: model.title, rate: measured }] as const];
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
