import { nothing, type Estimate } from '../../analysis/statistics/estimate';
import { shortId } from '../../shared/identity';
import { groupedBy } from '../../shared/grouped-by';
import { withSeed } from '../../shared/naming';
import { shownName } from '../../shared/shown-text';
import { texts } from '../texts/catalogue';
import type { CellAggregate } from '../../analysis/cell-aggregates';
import type { IndexedRun, MeasuredWith } from '../workspace/run-index/rows';
import { valueOf, type Measure } from './measure';

const words = texts.trend;

/** One run's value of the measure. */
export interface TrendPoint {
  readonly run: MeasuredRun;
  readonly estimate: Estimate;
  /** Of the attack; null for clean accuracy. */
  readonly version: number | null;
}
export interface MeasuredRun extends IndexedRun {
  readonly measured: MeasuredWith;
}

/** One model of one study over time, oldest first. */
export interface TrendSeries {
  readonly name: string;
  readonly points: readonly TrendPoint[];
}

/** What is not the same any more from a run on. */
export interface TrendChange {
  /** Half-way between the runs before and after it, in ms since 1970. */
  readonly at: number;
  readonly text: string;
}

/** Series of the models under test, in the order of their runs. @param attack title; null for clean accuracy */
export function trendSeries(
  runs: readonly MeasuredRun[],
  cells: readonly CellAggregate[],
  measure: Measure,
  attack: string | null,
): readonly TrendSeries[] {
  const studies = studyNames(runs);
  const cellsOf = groupedBy(
    cells.filter((cell) => cell.role === 'subject' && cell.attack === attack),
    ({ run }) => run,
  );
  const series = new Map<string, TrendPoint[]>();
  for (const run of [...runs].sort((a, b) => a.createdAt.localeCompare(b.createdAt))) {
    const own = cellsOf.get(run.id) ?? [];
    const severalSeeds = new Set(own.map(({ trainingSeed }) => trainingSeed)).size > 1;
    for (const cell of own) {
      const estimate = valueOf(cell, measure) ?? nothing;
      if (estimate.value === null) continue;
      const model = severalSeeds ? withSeed(shownName(cell.model), cell.trainingSeed) : shownName(cell.model);
      const study = studies.get(run.planHash) ?? null;
      const name = study === null ? model : `${study}: ${model}`;
      const points = series.get(name) ?? [];
      series.set(name, points);
      points.push({ run, estimate, version: cell.version });
    }
  }
  return [...series].map(([name, points]) => ({ name, points }));
}

/** Names of studies by plan hash, told apart where they are alike; none where there is only one study. */
function studyNames(runs: readonly MeasuredRun[]): ReadonlyMap<string, string> {
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

/** Runs of points that may be compared: cut where the attack's version or the data change. */
export function segmentsOf({ points }: TrendSeries): readonly (readonly TrendPoint[])[] {
  const segments: TrendPoint[][] = [];
  for (const point of points) {
    const segment = segments.at(-1);
    const before = segment?.at(-1);
    if (segment === undefined || before === undefined || breaksBetween(before, point).length > 0)
      segments.push([point]);
    else segment.push(point);
  }
  return segments;
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
function machineChanges(before: MeasuredRun, after: MeasuredRun): readonly string[] {
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
