import 'fake-indexeddb/auto';
import { expect, it, vi } from 'vitest';
import { analyse } from '../../../src/analysis/analyse';
import { rebuildIndex, updateIndex } from '../../../src/renderer/workspace/run-index/index-runs';
import { analysisVersion } from '../../../src/analysis/study-analysis';
import { LabError } from '../../../src/shared/errors';
import type { RunSummary } from '../../../src/shared/run';
import { decoupling, pgd, syntheticRun } from '../../analysis/synthetic-run';
import { fakeLab, type FakeLab } from '../fake-lab';
import { newDatabase } from './databases';

const input = syntheticRun({ count: 60, attacks: [decoupling(), pgd([{ image: 0.03 }])] });
const { run, records, dataset } = input;

const summary = (state: RunSummary['state'], id = run.id): RunSummary => ({
  id,
  name: run.plan.name,
  state,
  planHash: 'p',
  createdAt: run.createdAt,
  records: records.length,
  recordsExpected: records.length,
  device: 'wasm',
});

function labOf(runs: () => readonly RunSummary[]): FakeLab {
  return fakeLab({
    'runs.list': () => ({ runs: [...runs()], unreadable: [] }),
    'runs.show': () => ({ summary: summary('finished'), description: run, events: [], models: [], dataset }),
    // Pages of seven, so that there are many.
    'runs.records': ({ cursor }) => {
      const from = cursor ?? 0;
      const next = from + 7;
      return { records: records.slice(from, next), cursor: next < records.length ? next : null };
    },
  });
}
const options = { signal: new AbortController().signal };

it('holds of every cell what the analysis says of it', async () => {
  const database = newDatabase();
  await updateIndex(
    database,
    labOf(() => [summary('finished')]),
    options,
  );
  const cells = await database.cells.toArray();
  const measured = analyse(input)
    .subjects.flatMap(({ models }) => models)
    .flatMap(({ removals, perturbations }) => [...removals, ...perturbations]);
  expect(measured.length).toBeGreaterThan(2);
  for (const { cell, successRate, robustAccuracy, setting } of measured) {
    expect(cells.find((row) => row.cell === cell)).toMatchObject({
      run: run.id,
      attack: setting.title,
      successRate,
      accuracy: robustAccuracy,
    });
  }
  const removals = measured.filter((each) => each.kind === 'removal');
  expect(removals.length).toBeGreaterThan(0);
  for (const { cell, byModality } of removals) {
    const shares = { image: byModality.image.meanOverAll, text: byModality.text.meanOverAll };
    expect(cells.find((row) => row.cell === cell)?.removed).toEqual(shares);
  }
  expect(cells.filter(({ kind }) => kind === 'clean').length).toBeGreaterThan(0);
});

it('reads a finished run once, a running one not at all, and forgets one that is gone', async () => {
  const database = newDatabase();
  let runs = [summary('running')];
  const lab = labOf(() => runs);
  const shown = (): number => lab.asked.filter((name) => name === 'runs.show').length;
  await updateIndex(database, lab, options);
  expect([shown(), await database.runs.count(), await database.cells.count()]).toEqual([0, 1, 0]);
  runs = [summary('finished')];
  await updateIndex(database, lab, options);
  await updateIndex(database, lab, options);
  expect(shown()).toBe(1);
  runs = [];
  await updateIndex(database, lab, options);
  expect([await database.runs.count(), await database.cells.count()]).toEqual([0, 0]);
});

it('measures anew what an older version of the measures left', async () => {
  const database = newDatabase();
  const lab = labOf(() => [summary('finished')]);
  await updateIndex(database, lab, options);
  const before = await database.cells.toArray();
  await database.cells.toCollection().modify({ model: 'of old' });
  await database.runs.toCollection().modify({ measured: { appVersion: '0', datasetHash: 'd', analysisVersion: 1 } });
  await updateIndex(database, lab, options);
  expect(await database.cells.toArray()).toEqual(before);
  expect((await database.runs.get(run.id))?.measured).toMatchObject({ appVersion: run.appVersion, analysisVersion });
});

it('is made anew from the lab, the same', async () => {
  const database = newDatabase();
  const lab = labOf(() => [summary('finished')]);
  await updateIndex(database, lab, options);
  const before = await database.cells.toArray();
  await database.cells.toCollection().modify({ model: 'spoilt' });
  expect(await rebuildIndex(database, lab, options)).toBe(1);
  expect(await database.cells.toArray()).toEqual(before);
});

it('stops when it is told to', async () => {
  const controller = new AbortController();
  const lab = labOf(() => {
    controller.abort();
    return [summary('finished')];
  });
  await expect(updateIndex(newDatabase(), lab, { signal: controller.signal })).rejects.toMatchObject({
    code: 'cancelled',
  });
});

it('waits for its turn before every run, and writes what it read together', async () => {
  const database = newDatabase();
  const runs = ['a', 'b', 'c'].map((id) => summary('finished', id));
  const lab = labOf(() => runs);
  const shownAtTurn: number[] = [];
  const shown = (): number => lab.asked.filter((name) => name === 'runs.show').length;
  await updateIndex(database, lab, {
    ...options,
    turn: () => {
      shownAtTurn.push(shown());
      return Promise.resolve();
    },
  });
  expect(shownAtTurn).toEqual([0, 1, 2]);
  expect((await database.runs.toArray()).every(({ measured }) => measured !== null)).toBe(true);
});

it('writes no run anew that is listed as it is known', async () => {
  const database = newDatabase();
  let runs = [summary('finished', 'a'), summary('running', 'b')];
  const put = vi.spyOn(database.runs, 'bulkPut');
  const update = () =>
    updateIndex(
      database,
      labOf(() => runs),
      options,
    );
  await update();
  await update();
  runs = [runs[0], summary('paused', 'b')];
  await update();
  expect(put.mock.calls.map(([rows]) => rows.map(({ id }) => id))).toEqual([['a', 'b'], [], ['b']]);
});

it('a run that cannot be read keeps no other out', async () => {
  const database = newDatabase();
  const warned = vi.spyOn(console, 'warn').mockReturnValue();
  const lab = fakeLab({
    'runs.list': () => ({ runs: ['a', 'b', 'c'].map((id) => summary('finished', id)), unreadable: [] }),
    'runs.show': () => ({ summary: summary('finished'), description: run, events: [], models: [], dataset }),
    'runs.records': ({ run: id }) => {
      if (id === 'b') throw new LabError('damaged', 'has a wrong checksum.');
      return { records: [...records], cursor: null };
    },
  });
  await updateIndex(database, lab, options);
  const measured = (await database.runs.toArray()).map(({ id, measured: of }) => [id, of !== null]);
  expect(measured).toEqual([
    ['a', true],
    ['b', false],
    ['c', true],
  ]);
  expect(warned).toHaveBeenCalledTimes(1);
  warned.mockRestore();
});
