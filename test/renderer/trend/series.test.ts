import { describe, expect, it } from 'vitest';
import { rateOfCounts } from '../../../src/analysis/statistics/estimate';
import type { Condition } from '../../../src/analysis/condition';
import type { Figure } from '../../../src/analysis/figures';
import type { Measure } from '../../../src/analysis/measure';
import { modelColour, modelMarker } from '../../../src/report/charts/style';
import { styleAt } from '../../../src/renderer/charts/series-style';
import {
  conditionsOf,
  measuresOf,
  measureTitle,
  shownMeasure,
  titleOfCondition,
} from '../../../src/renderer/trend/measure';
import { runsOf, studiesOf } from '../../../src/renderer/trend/runs-of';
import { changesOf, segmentsOf, trendSeries, type TrendRun } from '../../../src/renderer/trend/series';
import { trendChart } from '../../../src/renderer/trend/trend-chart';
import { percentFormat } from '../../../src/renderer/ui/use-shares';
import { texts } from '../../../src/renderer/texts/catalogue';
import type { RunFigures } from '../../../src/renderer/workspace/run-index/rows';
import { planHash } from '../../../src/shared/plan/plan-hash';
import { referencePlan } from '../../../src/shared/planning/reference-plan';

const runAt = (month: number, more: Partial<TrendRun> = {}, appVersion = '1'): TrendRun => ({
  id: `run-${String(month)}`,
  name: 'Study',
  state: 'finished',
  planHash: 'plan',
  createdAt: `2026-0${String(month)}-01T00:00:00.000Z`,
  records: 10,
  recordsExpected: 10,
  device: 'wasm',
  systems: [],
  reference: null,
  measured: { appVersion, datasetHash: 'data', analysisVersion: 1 },
  outcome: 'none-asked',
  ...more,
});
const underRemoval = (version = 1, more: Partial<Condition> = {}): Condition => ({
  identity: 'removal',
  title: 'Decoupling',
  kind: 'removal',
  version,
  ...more,
});
const underPgd: Condition = { identity: 'pgd', title: 'PGD', kind: 'perturbation', version: 1 };
const figureOf = (hits: number, more: Partial<Figure> = {}): Figure => ({
  model: 'concat',
  trainingSeed: 0,
  measure: { kind: 'accuracy' },
  under: null,
  estimate: rateOfCounts(hits, 100),
  standing: 'sound',
  ...more,
});
const robust = { kind: 'robust-accuracy' } as const;
const success = { kind: 'success-rate' } as const;
const figuresOf = (run: TrendRun, ...figures: readonly Figure[]): RunFigures => ({ run: run.id, figures });
const look = { palette: 'okabe', shares: percentFormat, range: 'whole' } as const;

describe('a trend', () => {
  const runs = [runAt(3), runAt(1), runAt(2)];
  const clean = { kind: 'accuracy' } as const;

  it('has a series per model under test, its points in the order of time', () => {
    const measured = runs.map((run, index) =>
      figuresOf(
        run,
        figureOf(90 + index),
        figureOf(20, { measure: robust, under: underRemoval() }),
        figureOf(80, { model: 'product' }),
      ),
    );
    const series = trendSeries(runs, measured, clean, null);
    expect(series.map(({ name }) => name)).toEqual(['concat', 'product']);
    expect(series[0].points.map(({ run, estimate }) => [run.id, estimate.value])).toEqual([
      ['run-1', 0.91],
      ['run-2', 0.92],
      ['run-3', 0.9],
    ]);
    const attacked = trendSeries(runs, measured, robust, 'removal');
    expect(attacked.map(({ points }) => points.map(({ estimate }) => estimate.value))).toEqual([[0.2, 0.2, 0.2]]);
  });

  it('draws a model as the results of its run do, also where others lack the measure', () => {
    const [run] = runs;
    const measured = [
      figuresOf(
        run,
        figureOf(90),
        figureOf(80, { model: 'product' }),
        figureOf(30, { model: 'product', measure: robust, under: underPgd }),
      ),
    ];
    const [alone] = trendSeries([run], measured, robust, 'pgd');
    expect([alone.name, alone.place]).toEqual(['product', 1]);
    const [, second] = trendChart(trendSeries([run], measured, clean, null), clean, null, look).data;
    const [drawn] = trendChart([alone], robust, 'PGD', look).data;
    expect(drawn.marker).toEqual(second.marker);
    expect(drawn.marker).toMatchObject({ color: modelColour(1), symbol: modelMarker(1) });
  });

  it('tells seeds apart, and studies, also those of one name', () => {
    const [a, b] = [runAt(1), runAt(2, { planHash: 'other' })];
    const measured = [figuresOf(a, figureOf(90), figureOf(91, { trainingSeed: 1 })), figuresOf(b, figureOf(92))];
    expect(trendSeries([a], measured, clean, null).map(({ name }) => name)).toEqual([
      'concat · seed 0',
      'concat · seed 1',
    ]);
    expect(new Set(trendSeries([a, b], measured, clean, null).map(({ name }) => name)).size).toBe(3);
  });

  it('is cut where the attack’s version or the data change, and marks these and new programs once', () => {
    const other = { appVersion: '2', datasetHash: 'more data', analysisVersion: 1 };
    const [a, b, c] = [runAt(1), runAt(2, {}, '2'), runAt(3, { measured: other, device: 'cpu' })];
    const measured = [a, b, c].map((run) => {
      const under = underRemoval(run === a ? 1 : 2);
      return figuresOf(
        run,
        figureOf(30, { measure: success, under }),
        figureOf(40, { measure: success, under, model: 'product' }),
      );
    });
    const series = trendSeries([a, b, c], measured, success, 'removal');
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
    const chart = trendChart(series, success, 'Decoupling', look);
    expect(chart.data).toHaveLength(6);
    expect(chart.table.rows).toHaveLength(6);
    // A model keeps its look across cuts, and has it alone.
    const looks = chart.data.map(({ marker }) => JSON.stringify(marker));
    expect([new Set(looks.slice(0, 3)).size, new Set(looks).size]).toEqual([1, 2]);
  });

  it('marks what is void, joins it with nothing, and says what the mark means', () => {
    const [a, b, c] = [runAt(1), runAt(2), runAt(3)];
    const measured = [a, b, c].map((run) => figuresOf(run, figureOf(50, { standing: run === b ? 'void' : 'doubted' })));
    const series = trendSeries([a, b, c], measured, clean, null);
    expect(segmentsOf(series[0]).map(({ length }) => length)).toEqual([1, 1, 1]);
    const chart = trendChart(series, clean, null, look);
    expect(chart.data.map(({ marker }) => (marker as { symbol: string }).symbol)).toEqual([
      'circle',
      'circle-open',
      'circle',
    ]);
    expect(chart.alt).toContain('2026-02-01 50.0\u00a0% [40.4, 59.6] (void)');
    expect(chart.caption).toContain(texts.trend.voids);
    const { standings } = texts.trend;
    expect(chart.table.rows.map((row) => (row.kind === 'cells' ? row.cells.at(-1)?.text : null))).toEqual([
      standings.doubted,
      standings.void,
      standings.doubted,
    ]);
    const sound = trendSeries([a], [figuresOf(a, figureOf(50))], clean, null);
    expect(trendChart(sound, clean, null, look).caption).not.toContain(texts.trend.voids);
  });

  it('offers the measures that there are, and what they can be read under', () => {
    const [run, later] = [runAt(1), runAt(2)];
    expect(measuresOf([figuresOf(run, figureOf(1))])).toEqual([clean]);
    const removed = { kind: 'removed', modality: 'image' } as const;
    const measured = [
      figuresOf(
        run,
        figureOf(90),
        figureOf(20, { measure: robust, under: underRemoval() }),
        figureOf(20, { measure: removed, under: underRemoval() }),
        figureOf(30, { measure: robust, under: underPgd }),
      ),
    ];
    expect(measuresOf(measured)).toEqual([clean, robust, removed]);
    const titles = (of: readonly RunFigures[], measure: Measure): readonly string[] =>
      conditionsOf(of, measure).map(({ title }) => title);
    expect(titles(measured, clean)).toEqual([]);
    expect(titles(measured, robust)).toEqual(['Decoupling', 'PGD']);
    expect(titles(measured, removed)).toEqual(['Decoupling']);
    // A measure that was chosen stays, though no run has it; one that is none does not.
    expect(shownMeasure('removed text', measuresOf(measured))).toEqual({ kind: 'removed', modality: 'text' });
    expect(shownMeasure('fusion-gain', measuresOf(measured))).toEqual({ kind: 'fusion-gain' });
    for (const none of [undefined, 'removed', 'accuracy image', 'else']) {
      expect(shownMeasure(none, measuresOf(measured))).toEqual(robust);
    }
    // Where every pixel is answered, what an attack leaves comes first too, under its own name.
    const ofPixels = (['miou', 'robust-miou'] as const).map((kind) => ({ kind }));
    expect(shownMeasure(undefined, ofPixels)).toEqual({ kind: 'robust-miou' });
    const named = [...ofPixels, { kind: 'miou-alone', modality: 'rgb' } as const].map(measureTitle);
    expect(named).toEqual(['Clean mIoU', 'Robust mIoU', 'mIoU of rgb alone (single model)']);
    expect(titleOfCondition(measured, underPgd.identity)).toBe('PGD');
    expect(titleOfCondition(measured, 'else')).toBeNull();
    // However the index orders them: an attack that more runs share says more about a trend.
    const shared = figuresOf(later, figureOf(30, { measure: robust, under: underPgd }));
    expect(titles([...measured, shared], robust)).toEqual(['PGD', 'Decoupling']);
  });

  it('begins with the removal of most inputs, as verdicts do, whatever its title', () => {
    const [both, image] = [
      ['Decoupling · image + text', 'both'],
      ['Decoupling · image', 'one'],
    ].map(([title, identity]) => underRemoval(1, { title, identity }));
    const removed = (modality: string) => ({ kind: 'removed', modality }) as const;
    const figures = [
      figureOf(10, { measure: robust, under: image }),
      figureOf(10, { measure: removed('image'), under: image }),
      figureOf(20, { measure: robust, under: both }),
      figureOf(20, { measure: removed('image'), under: both }),
      figureOf(20, { measure: removed('text'), under: both }),
    ];
    expect(conditionsOf([figuresOf(runAt(1), ...figures)], robust).map(({ identity }) => identity)).toEqual([
      'both',
      'one',
    ]);
  });

  it('gives models of several studies the colours that they have in the results of each', () => {
    const runs = [runAt(1), runAt(2, { planHash: 'other' })];
    const measured = runs.map((run) => figuresOf(run, figureOf(1), figureOf(2, { model: 'product' })));
    const looks = trendSeries(runs, measured, clean, null).map(({ place }) => styleAt(place, 'okabe'));
    expect(looks.map(({ colour }) => colour)).toEqual([0, 1, 0, 1].map((place) => styleAt(place, 'okabe').colour));
    expect(new Set(looks.map(({ colour, marker }) => `${colour} ${marker}`)).size).toBe(4);
  });

  it('follows an attack by its settings, whatever the runs call it, and tells others of its title from it', () => {
    const [a, b] = [runAt(1), runAt(2)];
    const renamed = underRemoval(1, { title: 'Decoupling · attack 2' });
    const other = underRemoval(1, { identity: 'other settings' });
    const measured = [
      figuresOf(a, figureOf(20, { measure: robust, under: underRemoval() })),
      figuresOf(b, figureOf(25, { measure: robust, under: renamed }), figureOf(60, { measure: robust, under: other })),
    ];
    expect(conditionsOf(measured, robust)).toEqual([
      { identity: 'removal', title: 'Decoupling · attack 2' },
      { identity: 'other settings', title: 'Decoupling' },
    ]);
    const [series] = trendSeries([a, b], measured, robust, 'removal');
    expect(series.points.map(({ estimate }) => estimate.value)).toEqual([0.2, 0.25]);
    const alike = [
      figuresOf(
        a,
        figureOf(1, { measure: robust, under: underRemoval() }),
        figureOf(2, { measure: robust, under: other }),
      ),
    ];
    expect(new Set(conditionsOf(alike, robust).map(({ title }) => title)).size).toBe(2);
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
