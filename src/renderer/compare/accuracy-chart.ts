import { attackMeasures } from '../../analysis/attack-measures';
import type { AnalysedRun } from '../../analysis/analysed-run';
import { underSetting } from '../../analysis/attack-setting';
import { alignAttacks, alignDegradations } from '../../analysis/comparison/aligned-settings';
import { isVoid, whyVoidAttack } from '../../analysis/standing';
import { voidReasons } from '../../analysis/void-mark';
import type { Rate } from '../../analysis/statistics/estimate';
import { dotRows } from '../../report/charts/dot-rows';
import type { Chart } from '../../report/document';
import { groupedBy } from '../../shared/grouped-by';
import type { SeriesStyle } from '../charts/series-style';
import { texts } from '../texts/catalogue';
import { rightNotes } from './headline-table';

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
  const conditions = conditionsOf(runs.map(({ run }) => run));
  const series = runs.map(({ run, name, style }, place) => ({
    name,
    rates: ratesOf(run, place, conditions),
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
  const voids = runs.flatMap(({ run: { analysis }, name }) => {
    const models = analysis.subjects.flatMap((subject) => subject.models);
    const ofAttacks = models
      .filter((model) => !isVoid(model))
      .flatMap((model) => attackMeasures(model).flatMap((measures) => whyVoidAttack(model, measures) ?? []));
    return [
      ...voidReasons(models).map((reason) => words.voidIn(name, reason)),
      ...ofAttacks.map((reason) => words.voidAttackIn(name, reason)),
    ];
  });
  const differing = conditions.some(({ differs }) => differs) ? [words.otherParameters] : [];
  return {
    chart: { ...chart, caption: [chart.caption, ...rightNotes(runs), ...differing, ...voids].join(' ') },
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

type Model = AnalysedRun['analysis']['subjects'][number]['models'][number];

/** What models are measured under, and how a run has it. */
interface Condition {
  readonly title: string;
  /** Do the runs have it under other parameters? */
  readonly differs: boolean;
  /** @param place of the run among those compared; undefined where it has no such figure */
  readonly rate: (model: Model, place: number) => Rate | undefined;
}

/** Paired as the differences above the chart are: by what is done, whatever the runs call it. */
function conditionsOf(runs: readonly AnalysedRun[]): readonly Condition[] {
  return [
    { title: words.noAttack, differs: false, rate: ({ accuracy }) => accuracy },
    ...alignAttacks(runs.map(({ analysis }) => analysis.attacks)).map(({ title, of, differs }): Condition => ({
      title: differs ? words.differing(title) : title,
      differs,
      rate: (model, place) => underSetting(attackMeasures(model), of[place])?.robustAccuracy,
    })),
    ...alignDegradations(runs.map(({ analysis }) => analysis.degradations)).map(
      ({ title, of, differs }): Condition => ({
        title: differs ? words.differing(title) : title,
        differs,
        rate: ({ degraded }, place) => underSetting(degraded, of[place])?.accuracy,
      }),
    ),
  ];
}

/** Accuracies of a run by `condition, model`. */
function ratesOf(
  { analysis }: AnalysedRun,
  place: number,
  conditions: readonly Condition[],
): ReadonlyMap<string, Measured> {
  const models = analysis.subjects.flatMap((subject) => subject.models);
  return new Map(
    conditions.flatMap(({ title: condition, rate: rateOf }) =>
      models.flatMap((model): readonly (readonly [string, Measured])[] => {
        const rate = rateOf(model, place);
        return rate === undefined ? [] : [[`${condition}, ${model.title}`, { condition, model: model.title, rate }]];
      }),
    ),
  );
}
