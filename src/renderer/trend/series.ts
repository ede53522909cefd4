import type { Figure } from '../../analysis/figures';
import { measureKey, type Measure } from '../../analysis/measure';
import type { Standing } from '../../analysis/standing';
import type { Estimate } from '../../analysis/statistics/estimate';
import { shortId } from '../../shared/identity';
import { withSeed } from '../../shared/text/naming';
import { shownName } from '../../shared/text/shown-text';
import { looksPerRound } from '../charts/series-style';
import { texts } from '../texts/catalogue';
import type { IndexedRun, MeasuredWith, RunFigures } from '../workspace/run-index/rows';

const words = texts.trend;

/** One run's value of the measure. */
export interface TrendPoint {
  readonly run: TrendRun;
  readonly estimate: Estimate;
  /** Of the attack or the degradation; null without one, and of several. */
  readonly version: number | null;
  readonly standing: Standing;
}
export interface TrendRun extends IndexedRun {
  readonly measured: MeasuredWith;
}

/** One model of one study over time, oldest first. */
export interface TrendSeries {
  readonly name: string;
  /**
   * Among all models of its study, whatever is measured: by it, a model has the colour that it has in the results of its
   * runs. Models of further studies have the same colours with other markers.
   */
  readonly place: number;
  readonly points: readonly TrendPoint[];
}

/** What is not the same any more from a run on. */
export interface TrendChange {
  /** Half-way between the runs before and after it, in ms since 1970. */
  readonly at: number;
  readonly text: string;
}

/** Series of the models under test, in the order of their runs. @param under identity of the condition; null for none */
export function trendSeries(
  runs: readonly TrendRun[],
  measured: readonly RunFigures[],
  measure: Measure,
  under: string | null,
): readonly TrendSeries[] {
  const key = measureKey(measure);
  const studies = studyNames(runs);
  const figuresOf = new Map(measured.map(({ run, figures }) => [run, figures]));
  const models = new Map<string, number>();
  const placeOf = (study: string): number => {
    const before = models.get(study) ?? 0;
    models.set(study, before + 1);
    return looksPerRound * [...models.keys()].indexOf(study) + before;
  };
  const series = new Map<string, { readonly name: string; readonly place: number; readonly points: TrendPoint[] }>();
  for (const run of [...runs].sort((a, b) => a.createdAt.localeCompare(b.createdAt))) {
    const own = figuresOf.get(run.id) ?? [];
    const severalSeeds = new Set(own.map(({ trainingSeed }) => trainingSeed)).size > 1;
    for (const figure of own) {
      const name = seriesName(figure, severalSeeds, studies.get(run.planHash) ?? null);
      const one = series.get(name) ?? { name, place: placeOf(run.planHash), points: [] };
      series.set(name, one);
      if (measureKey(figure.measure) !== key || (figure.under?.identity ?? null) !== under) continue;
      const { estimate, standing } = figure;
      one.points.push({ run, estimate, standing, version: figure.under?.version ?? null });
    }
  }
  return [...series.values()].filter(({ points }) => points.length > 0);
}

function seriesName({ model, trainingSeed }: Figure, severalSeeds: boolean, study: string | null): string {
  const name = severalSeeds ? withSeed(shownName(model), trainingSeed) : shownName(model);
  return study === null ? name : `${study}: ${name}`;
}

/** Names of studies by plan hash, told apart where they are alike; none where there is only one study. */
function studyNames(runs: readonly TrendRun[]): ReadonlyMap<string, string> {
  const names = new Map(runs.map(({ planHash, name }) => [planHash, shownName(name)]));
  if (names.size < 2) return new Map();
  const all = [...names.values()];
  return new Map(
    [...names].map(([hash, name]) => [
      hash,
      all.filter((other) => other === name).length > 1 ? `${name} (${shortId(hash)})` : name,
    ]),
  );
}

/** Runs of points that may be compared: cut where the attack's version or the data change, and around what is void. */
export function segmentsOf({ points }: TrendSeries): readonly (readonly TrendPoint[])[] {
  const segments: TrendPoint[][] = [];
  for (const point of points) {
    const segment = segments.at(-1);
    const before = segment?.at(-1);
    if (segment === undefined || before === undefined || areApart(before, point)) segments.push([point]);
    else segment.push(point);
  }
  return segments;
}

function areApart(before: TrendPoint, after: TrendPoint): boolean {
  return [before, after].some(({ standing }) => standing === 'void') || breaksBetween(before, after).length > 0;
}

/** Where the program, the device, the attack or the data became another, each once, oldest first. */
export function changesOf(series: readonly TrendSeries[]): readonly TrendChange[] {
  const changes = series.flatMap(({ points }) =>
    points.slice(1).flatMap((point, index) => {
      const before = points[index];
      const at = (Date.parse(before.run.createdAt) + Date.parse(point.run.createdAt)) / 2;
      return [...machineChanges(before.run, point.run), ...breaksBetween(before, point)].map((text) => ({ at, text }));
    }),
  );
  const each = new Map(changes.map((change) => [`${String(change.at)} ${change.text}`, change]));
  return [...each.values()].sort((a, b) => a.at - b.at);
}

/** What should change no figure: worth knowing where one does. */
function machineChanges(before: TrendRun, after: TrendRun): readonly string[] {
  const { appVersion } = after.measured;
  return [
    ...(before.measured.appVersion === appVersion ? [] : [words.app(appVersion)]),
    ...(before.device === after.device || after.device === null ? [] : [words.device(after.device)]),
  ];
}

function breaksBetween(before: TrendPoint, after: TrendPoint): readonly string[] {
  return [
    ...(before.version === after.version || after.version === null ? [] : [words.attackVersion(String(after.version))]),
    ...(before.run.measured.datasetHash === after.run.measured.datasetHash ? [] : [words.data]),
  ];
}
