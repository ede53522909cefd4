import { rm } from 'node:fs/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readEvents } from '../../../src/engine/lab/event-file';
import { Lab } from '../../../src/engine/lab/lab';
import { layout, runFiles } from '../../../src/engine/lab/layout';
import { summarise } from '../../../src/engine/lab/run-summaries';
import { readRun } from '../../../src/engine/lab/runs';
import { WorkQueue } from '../../../src/engine/queue/work-queue';
import { Devices } from '../../../src/engine/devices/devices';
import { studyWork } from '../../../src/engine/server/study-work';
import { TrainingCurves } from '../../../src/engine/server/training-curves';
import { createStudyRun } from '../../../src/engine/study/run';
import type { Job } from '../../../src/engine/worker/job';
import type { SampleRecord } from '../../../src/shared/records/record';
import { writeTinyDataset, tinyPlan } from '../../support/tiny-study';
import { recordsOf, tinyLab, weightsOf } from '../../support/tiny-lab';
import { runStudy } from '../../support/study-runs';
import { FakePool } from '../study/fake-pool';

/** An engine whose devices answer with made-up numbers. */
async function bench(onJob: (job: Job, index: number) => void = () => undefined) {
  const folder = await tinyLab();
  const lab = new Lab(folder);
  onTestFinished(() => lab.close());
  const pool = new FakePool({ pace: 2, onJob });
  const devices = new Devices({ devices: [], workers: undefined });
  devices.study = () => Promise.resolve(pool as unknown as Awaited<ReturnType<Devices['study']>>);
  const engine = {
    lab,
    devices,
    curves: new TrainingCurves(() => undefined),
    onTrained: () => undefined,
    appVersion: '0.0.0-test',
    predictors: false,
  };
  const queue = new WorkQueue({
    onBegin: () => undefined,
    onChange: () => undefined,
    onEnd: () => undefined,
    onWarning: () => undefined,
  });
  const enqueue = async (changes = {}) => {
    const plan = tinyPlan(changes);
    const { id: run } = await createStudyRun(plan, engine);
    const work = studyWork(
      { run, title: plan.name, dataset: 'tiny', models: [], options, onWarning: () => undefined },
      engine,
    );
    return { run, ...(await queue.add(work).then(({ id: item, ended }) => ({ item, ended }))) };
  };
  const stateOf = async (run: string) =>
    (await summarise(folder, await readRun(folder, run), (error) => expect.unreachable(error.toString()))).state;
  const eventsOf = async (run: string) =>
    (await readEvents(runFiles.events(layout.run(folder, run)), () => undefined)).map(({ event }) => event);
  return { folder, lab, pool, queue, enqueue, stateOf, eventsOf };
}
const options = { force: false, repair: false };

async function reference(): Promise<{ records: readonly SampleRecord[]; weights: readonly string[] }> {
  const folder = await tinyLab();
  const lab = new Lab(folder);
  const { id } = await runStudy(tinyPlan(), {
    lab,
    pool: () => Promise.resolve(new FakePool()),
    devices: [],
    appVersion: '0.0.0-test',
    predictors: false,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    onCurve: () => undefined,
    onTrained: () => undefined,
    onWarning: () => undefined,
  });
  await lab.close();
  return { records: await recordsOf(folder, id), weights: await weightsOf(folder) };
}

describe('a run in the queue', () => {
  it('is queued, then running, then finished', async () => {
    const { enqueue, stateOf, eventsOf } = await bench();
    const [first, second] = [await enqueue(), await enqueue({ microBatch: 7 })];
    await expect.poll(() => stateOf(first.run)).toBe('running');
    expect(await stateOf(second.run)).toBe('queued');
    expect(await eventsOf(second.run)).toEqual(['created']);
    await first.ended;
    expect(await stateOf(first.run)).toBe('finished');
    await second.ended;
    expect([await stateOf(second.run), await eventsOf(second.run)]).toEqual([
      'finished',
      ['created', 'started', 'finished'],
    ]);
  });

  it('paused and continued again and again, stopped and resumed, gives the records of an uninterrupted one', async () => {
    const whole = await reference();
    const pauseAt = new Set([0, 1, 5, 9, 14, 22, 30]);
    const made = await bench((_, index) => {
      if (!pauseAt.delete(index)) return;
      void queue.pause(item).then(async () => {
        expect(await stateOf(run)).toBe('paused');
        paused += 1;
        await queue.continue(item);
      });
    });
    const { queue, stateOf, eventsOf, folder } = made;
    let paused = 0;
    const { run, item, ended } = await made.enqueue();
    await ended;
    expect(paused).toBe(7);
    expect(await eventsOf(run)).toEqual([
      'created',
      'started',
      ...Array.from({ length: 7 }, () => ['paused', 'resumed']).flat(),
      'finished',
    ]);
    expect(await recordsOf(folder, run)).toEqual(whole.records);
    expect(await weightsOf(folder)).toEqual(whole.weights);
  });

  it('stopped while it waits is cancelled; stopped while paused too', async () => {
    const { queue, enqueue, stateOf, eventsOf } = await bench();
    const [first, second, third] = [await enqueue(), await enqueue(), await enqueue()];
    await queue.stop(second.item);
    expect([await stateOf(second.run), await eventsOf(second.run)]).toEqual(['cancelled', ['created', 'cancelled']]);
    await queue.stop(first.item);
    expect(await stateOf(first.run)).toBe('cancelled');
    await expect.poll(() => eventsOf(third.run)).toContain('started');
    await queue.pause(third.item);
    await queue.stop(third.item);
    expect((await eventsOf(third.run)).slice(-2)).toEqual(['paused', 'cancelled']);
    expect(await stateOf(third.run)).toBe('cancelled');
  });

  it('whose data changed while it waited fails, and says why', async () => {
    const { queue, enqueue, stateOf, folder } = await bench();
    const first = await enqueue();
    const second = await enqueue();
    await queue.pause(second.item);
    await first.ended;
    await rm(layout.dataset(folder, 'tiny'), { recursive: true });
    await writeTinyDataset(folder, 'tiny', 141);
    await queue.continue(second.item);
    await expect(second.ended).rejects.toMatchObject({ code: 'conflict' });
    expect(await stateOf(second.run)).toBe('failed');
    const events = await readEvents(runFiles.events(layout.run(folder, second.run)), () => undefined);
    expect(events.at(-1)?.note).toContain('was computed on other data');
  });

  it('is interrupted, wherever it stands, once its engine is gone', async () => {
    const { queue, lab, enqueue, stateOf } = await bench();
    const runs = [await enqueue(), await enqueue(), await enqueue()];
    await queue.pause(runs[2].item);
    await expect.poll(() => stateOf(runs[0].run)).toBe('running');
    expect(await Promise.all(runs.map(({ run }) => stateOf(run)))).toEqual(['running', 'queued', 'paused']);
    await queue.close();
    await lab.close();
    for (const { run } of runs) expect(await stateOf(run)).toBe('interrupted');
  });
});
