import { describe, expect, it } from 'vitest';
import { rateOfCounts } from '../../../src/analysis/statistics/estimate';
import { attacksOf, measuresOf } from '../../../src/renderer/trend/measure';
import { runsOf, studiesOf } from '../../../src/renderer/trend/runs-of';
import { changesOf, segmentsOf, trendSeries, type MeasuredRun } from '../../../src/renderer/trend/series';
import { trendChart } from '../../../src/renderer/trend/trend-chart';
import { percentFormat } from '../../../src/renderer/ui/use-shares';
import type { CellAggregate } from '../../../src/analysis/cell-aggregates';
import { planHash } from '../../../src/shared/plan-hash';
import { referencePlan } from '../../../src/shared/planning/reference-plan';

const runAt = (month: number, more: Partial<MeasuredRun> = {}, appVersion = '1'): MeasuredRun => ({
  id: `run-${String(month)}`,
  name: 'Study',
  state: 'finished',
  planHash: 'plan',
  createdAt: `2026-0${String(month)}-01T00:00:00.000Z`,
  records: 10,
  recordsExpected: 10,
  device: 'wasm',
  measured: { appVersion, datasetHash: 'data', analysisVersion: 1 },
  ...more,
});
const cellOf = (run: MeasuredRun, hits: number, more: Partial<CellAggregate> = {}): CellAggregate => ({
  run: run.id,
  cell: `${run.id} ${more.model ?? ''} ${more.attack ?? ''}`,
  kind: 'clean',
  model: 'concat',
  role: 'subject',
  trainingSeed: 0,
  attack: null,
  version: null,
  accuracy: rateOfCounts(hits, 100),
  successRate: null,
  removed: {},
  ...more,
});
const removal = { kind: 'removal', attack: 'Decoupling', successRate: rateOfCounts(40, 80) } as const;

describe('a trend', () => {
  const runs = [runAt(3), runAt(1), runAt(2)];
  const clean = { kind: 'accuracy' } as const;

  it('has a series per model under test, its points in the order of time', () => {
    const cells = runs.flatMap((run, index) => [
      cellOf(run, 90 + index),
      cellOf(run, 80, { model: 'product' }),
      cellOf(run, 50, { model: 'concat without text', role: 'baseline' }),
      cellOf(run, 20, { ...removal, version: 1 }),
    ]);
    const series = trendSeries(runs, cells, clean, null);
    expect(series.map(({ name }) => name)).toEqual(['concat', 'product']);
    expect(series[0].points.map(({ run, estimate }) => [run.id, estimate.value])).toEqual([
      ['run-1', 0.91],
      ['run-2', 0.92],
      ['run-3', 0.9],
    ]);
    const attacked = trendSeries(runs, cells, { kind: 'robust-accuracy' }, 'Decoupling');
    expect(attacked.map(({ points }) => points.map(({ estimate }) => estimate.value))).toEqual([[0.2, 0.2, 0.2]]);
  });

  it('tells seeds apart, and studies, also those of one name', () => {
    const [a, b] = [runAt(1), runAt(2, { planHash: 'other' })];
    const cells = [cellOf(a, 90), cellOf(a, 91, { trainingSeed: 1 }), cellOf(b, 92)];
    expect(trendSeries([a], cells, clean, null).map(({ name }) => name)).toEqual([
      'concat · seed 0',
      'concat · seed 1',
    ]);
    expect(new Set(trendSeries([a, b], cells, clean, null).map(({ name }) => name)).size).toBe(3);
  });

  it('is cut where the attack’s version or the data change, and marks these and new programs once', () => {
    const other = { appVersion: '2', datasetHash: 'more data', analysisVersion: 1 };
    const [a, b, c] = [runAt(1), runAt(2, {}, '2'), runAt(3, { measured: other, device: 'cpu' })];
    const version = (run: MeasuredRun): number => (run === a ? 1 : 2);
    const cells = [a, b, c].flatMap((run) => [
      cellOf(run, 30, { ...removal, version: version(run) }),
      cellOf(run, 40, { ...removal, version: version(run), model: 'product' }),
    ]);
    const series = trendSeries([a, b, c], cells, { kind: 'success-rate' }, 'Decoupling');
    expect(segmentsOf(series[0]).map((points) => points.map(({ run }) => run.id))).toEqual([
      ['run-1'],
      ['run-2'],
      ['run-3'],
    ]);
    expect(changesOf(series).map(({ at, text }) => [new Date(at).toISOString().slice(0, 10), text])).toEqual([
      ['2026-01-16', 'MUROAN Lab 2'],
      ['2026-01-16', 'attack version 2'],
      ['2026-02-15', 'on cpu'],
      ['2026-02-15', 'other data'],
    ]);
    const look = { palette: 'okabe', shares: percentFormat, range: 'whole' } as const;
    const chart = trendChart(series, { kind: 'success-rate' }, 'Decoupling', look);
    expect(chart.data).toHaveLength(6);
    expect(chart.table.rows).toHaveLength(6);
    // A model keeps its look across cuts, and has it alone.
    const looks = chart.data.map(({ marker }) => JSON.stringify(marker));
    expect([new Set(looks.slice(0, 3)).size, new Set(looks).size]).toEqual([1, 2]);
  });

  it('offers the measures that there are, and the attacks that have them', () => {
    const [run] = runs;
    const { accuracy } = cellOf(run, 1);
    expect(measuresOf([cellOf(run, 1)])).toEqual([clean]);
    const cells = [
      cellOf(run, 90),
      cellOf(run, 20, { ...removal, removed: { image: accuracy } }),
      cellOf(run, 30, { kind: 'perturbation', attack: 'PGD', successRate: rateOfCounts(1, 2) }),
    ];
    expect(measuresOf(cells).at(-1)).toEqual({ kind: 'removed', modality: 'image' });
    expect(attacksOf(cells, clean)).toEqual([]);
    expect(attacksOf(cells, { kind: 'robust-accuracy' })).toEqual(['Decoupling', 'PGD']);
    expect(attacksOf(cells, { kind: 'removed', modality: 'image' })).toEqual(['Decoupling']);
    // However the index orders them: an attack that more runs share says more about a trend.
    const shared = cellOf(runAt(2), 30, { kind: 'perturbation', attack: 'PGD', successRate: rateOfCounts(10, 80) });
    expect(attacksOf([...cells, shared], { kind: 'robust-accuracy' })).toEqual(['PGD', 'Decoupling']);
  });
});

it('shows the runs of every edition of the reference study first, else those of one plan or of a choice', () => {
  const reference = runAt(1, { planHash: planHash(referencePlan) });
  const [other, unread] = [runAt(2), { ...runAt(3), measured: null }];
  const runs = [reference, other, unread];
  const all = (): boolean => true;
  expect(runsOf('reference', [], runs, all)).toEqual([reference]);
  expect(runsOf('all', [], runs, all)).toEqual([reference, other]);
  expect(runsOf('plan', [], runs, all)).toEqual([other]);
  expect(runsOf('chosen', [reference.id, unread.id], runs, all)).toEqual([reference]);
  expect(studiesOf(runs)).toEqual([expect.objectContaining({ hash: 'plan', count: 2 })]);

  // A project narrows what is looked for, not what was chosen by hand.
  const isOther = (id: string): boolean => id === other.id;
  expect(runsOf('reference', [], runs, isOther)).toEqual([]);
  expect(runsOf('all', [], runs, isOther)).toEqual([other]);
  expect(runsOf('plan', [], [other, { ...other, id: 'elsewhere' }], isOther)).toEqual([other]);
  expect(runsOf('chosen', [reference.id], runs, isOther)).toEqual([reference]);
});
