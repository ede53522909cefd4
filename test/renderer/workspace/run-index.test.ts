import { expect, it, vi } from 'vitest';
import { analyse } from '../../../src/analysis/analyse';
import { figuresOf } from '../../../src/analysis/figures';
import type { AnalysisInput } from '../../../src/analysis/input';
import { MOST_RECORDS } from '../../../src/analysis/kept-runs';
import { forIndex } from '../../../src/renderer/computing/for-index';
import {
  isTooLarge,
  isUnread,
  rebuildIndex,
  updateIndex,
  type IndexOptions,
} from '../../../src/renderer/workspace/run-index/index-runs';
import { analysisVersion } from '../../../src/analysis/study-analysis';
import { LabError } from '../../../src/shared/errors';
import type { RunSummary } from '../../../src/shared/runs/run';
import { decoupling, pgd, syntheticRun } from '../../analysis/synthetic-run';
import { fakeLab, type FakeLab } from '../fake-lab';
import { newDatabase } from './databases';

const input = syntheticRun({
  count: 60,
  attacks: [decoupling(), pgd([{ image: 0.03 }])],
  plan: { requirements: [{ measure: 'accuracy', comparison: 'at-least', threshold: 0.1, confidence: 0.95 }] },
});
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
  systems: [],
  reference: null,
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
/** Analyses as the window's worker does. */
const computer = {
  compute: (_: unknown, [given]: readonly AnalysisInput[]) => Promise.resolve(forIndex(analyse(given))),
} as IndexOptions['computer'];
const options = { signal: new AbortController().signal, computer };

it('holds of a run what its results say of it, however many pages its records are', async () => {
  const database = newDatabase();
  await updateIndex(
    database,
    labOf(() => [summary('finished')]),
    options,
  );
  expect(await database.figures.toArray()).toEqual([{ run: run.id, figures: figuresOf(analyse(input)) }]);
  expect((await database.runs.get(run.id))?.outcome).toBe('met');
});

it('leaves out a run of more records than a window reads unasked', async () => {
  const database = newDatabase();
  const large = { ...summary('finished'), records: MOST_RECORDS + 1 };
  const lab = labOf(() => [large]);
  await updateIndex(database, lab, options);
  expect([lab.asked.includes('runs.records'), await database.figures.count()]).toEqual([false, 0]);
  expect([isUnread({ ...large, measured: null, outcome: null }), isTooLarge(large)]).toEqual([false, true]);
});

it('a run that cannot be analysed keeps no other out', async () => {
  const database = newDatabase();
  const warned = vi.spyOn(console, 'warn').mockReturnValue();
  let asked = 0;
  const failing = {
    compute: () => {
      asked += 1;
      return asked === 1
        ? Promise.reject(new LabError('internal', 'failed.'))
        : Promise.resolve({ figures: [], outcome: 'none-asked' });
    },
  } as IndexOptions['computer'];
  const lab = labOf(() => ['a', 'b'].map((id) => summary('finished', id)));
  await updateIndex(database, lab, { ...options, computer: failing });
  expect((await database.runs.toArray()).filter(({ measured }) => measured !== null)).toHaveLength(1);
  expect(warned).toHaveBeenCalledTimes(1);
  warned.mockRestore();
});

it('reads a finished run once, a running one not at all, and forgets one that is gone', async () => {
  const database = newDatabase();
  let runs = [summary('running')];
  const lab = labOf(() => runs);
  const shown = (): number => lab.asked.filter((name) => name === 'runs.show').length;
  await updateIndex(database, lab, options);
  expect([shown(), await database.runs.count(), await database.figures.count()]).toEqual([0, 1, 0]);
  expect((await database.runs.get(run.id))?.outcome).toBeNull();
  runs = [summary('finished')];
  await updateIndex(database, lab, options);
  await updateIndex(database, lab, options);
  expect(shown()).toBe(1);
  expect((await database.runs.get(run.id))?.outcome).toBe('met');
  runs = [];
  await updateIndex(database, lab, options);
  expect([await database.runs.count(), await database.figures.count()]).toEqual([0, 0]);
});

it('measures anew what an older version of the measures left', async () => {
  const database = newDatabase();
  const lab = labOf(() => [summary('finished')]);
  await updateIndex(database, lab, options);
  const before = await database.figures.toArray();
  await database.figures.toCollection().modify({ figures: [] });
  await database.runs.toCollection().modify({ measured: { appVersion: '0', datasetHash: 'd', analysisVersion: 1 } });
  await updateIndex(database, lab, options);
  expect(await database.figures.toArray()).toEqual(before);
  expect((await database.runs.get(run.id))?.measured).toMatchObject({ appVersion: run.appVersion, analysisVersion });
});

it('is made anew from the lab, the same', async () => {
  const database = newDatabase();
  const lab = labOf(() => [summary('finished')]);
  await updateIndex(database, lab, options);
  const before = await database.figures.toArray();
  await database.figures.toCollection().modify({ figures: [] });
  expect(await rebuildIndex(database, lab, options)).toBe(1);
  expect(await database.figures.toArray()).toEqual(before);
});

it('stops when it is told to', async () => {
  const controller = new AbortController();
  const lab = labOf(() => {
    controller.abort();
    return [summary('finished')];
  });
  await expect(updateIndex(newDatabase(), lab, { ...options, signal: controller.signal })).rejects.toMatchObject({
    code: 'cancelled',
  });
});

it('waits for its turn before it lists the runs and before every run, and writes what it read together', async () => {
  const database = newDatabase();
  const runs = ['a', 'b', 'c'].map((id) => summary('finished', id));
  const lab = labOf(() => runs);
  const askedAtTurn: number[] = [];
  const shownAtTurn: number[] = [];
  const shown = (): number => lab.asked.filter((name) => name === 'runs.show').length;
  await updateIndex(database, lab, {
    ...options,
    turn: () => {
      askedAtTurn.push(lab.asked.length);
      shownAtTurn.push(shown());
      return Promise.resolve();
    },
  });
  expect(askedAtTurn[0]).toBe(0);
  expect(shownAtTurn).toEqual([0, 0, 1, 2]);
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
    'runs.show': ({ run: id }) => ({
      summary: summary('finished', id),
      description: run,
      events: [],
      models: [],
      dataset,
    }),
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
