/** The queue of a real engine, as a host sees it. */
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startEngine, type EngineClient } from '../../../src/host/engine-client';
import type { Notification } from '../../../src/shared/protocol';
import type { QueueState, WorkEnd } from '../../../src/shared/runs/queue';
import type { RunState } from '../../../src/shared/runs/run';
import { stretch } from '../../support/stretch';
import { sharedFolder } from '../../support/temporary-folder';
import { recordsOf, tinyLab, weightsOf } from '../../support/tiny-lab';
import { tinyPlan } from '../../support/tiny-study';

/** Trains long enough to be paused on its way, and attacks in many small batches. */
const plan = tinyPlan({
  subjects: tinyPlan().subjects.map((subject) => ({ ...subject, training: { ...subject.training, epochs: 8 } })),
  microBatch: 3,
});
/** Takes minutes. */
const longPlan = tinyPlan({
  name: 'Long study',
  attacks: [{ name: 'pgd', steps: 5_000, budgets: [{ image: 0.1, text: 0.1 }] }],
  microBatch: 1,
});
const longSpec = {
  dataset: 'tiny',
  recipe: plan.subjects[0].recipe,
  training: { ...plan.subjects[0].training, epochs: 400, patience: 400 },
};
const plainly = { force: false, repair: false };

async function bench(lab: string) {
  const states: QueueState[] = [];
  const ends: WorkEnd[] = [];
  const curves: Notification<'models.progress'>[] = [];
  const logged: string[] = [];
  const engine = await startEngine({
    lab,
    // A second worker would have to become warm too; what it changes is tested with the engine.
    workers: 1,
    onNotification: ({ name, content }) => {
      if (name === 'queue') states.push(content);
      if (name === 'workEnded') ends.push(content);
      if (name === 'models.progress') curves.push(content);
      if (name === 'log') logged.push(content.text);
    },
  });
  onTestFinished(() => engine.close());
  const items = async () => (await engine.request('queue.show', {})).items;
  /** Waits until a stage of the first piece of work is under way. */
  const reaches = (stage: string) =>
    expect.poll(async () => (await items()).at(0)?.progress?.stage, { timeout: 60_000, interval: 20 }).toBe(stage);
  const ended = () => expect.poll(items, { timeout: 90_000, interval: 50 }).toEqual([]);
  return { engine, states, ends, curves, logged, items, reaches, ended };
}

async function stateOf(engine: EngineClient, run: string): Promise<RunState> {
  return (await engine.request('runs.show', { run })).summary.state;
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** What the plan gives where nothing comes between. */
let whole: { readonly records: Awaited<ReturnType<typeof recordsOf>>; readonly weights: readonly string[] };

beforeAll(async () => {
  const { folder, remove } = await sharedFolder();
  const lab = await tinyLab(path.join(folder, 'lab'));
  const engine = await startEngine({ lab, workers: 1 });
  const { id } = await engine.request('studies.run', { plan });
  whole = { records: await recordsOf(lab, id), weights: await weightsOf(lab) };
  await engine.close();
  await remove();
});

describe('the queue of an engine', () => {
  it('computes what was put into it, though nobody waits for an answer, and tells how it goes', async () => {
    const lab = await tinyLab();
    const { engine, states, ends, curves, items, ended } = await bench(lab);
    const { run } = await engine.request('studies.enqueue', { plan });
    expect(['queued', 'running']).toContain(await stateOf(engine, run));
    const { run: second } = await engine.request('studies.enqueue', { plan: tinyPlan({ name: 'Second' }) });
    const spec = { ...longSpec, training: { ...longSpec.training, epochs: 3 } };
    const { model } = await engine.request('models.enqueue', { spec });
    expect(await engine.request('models.enqueue', { spec })).toEqual({ model });
    expect((await items()).map(({ kind, title, run, model }) => [kind, title, run, model])).toEqual([
      ['study', 'Tiny study', run, null],
      ['study', 'Second', second, null],
      ['training', 'concat (cnn + mean-words, linear) · seed 0', null, model],
    ]);
    expect(await stateOf(engine, second)).toBe('queued');
    await ended();
    expect([await stateOf(engine, run), await stateOf(engine, second)]).toEqual(['finished', 'finished']);
    await expect.poll(() => ends.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'done']);
    const shown = await engine.request('models.show', { model });
    expect(curves.filter((curve) => curve.model === model).map(({ curve }) => curve)).toEqual([
      shown.curve.slice(0, 1),
      shown.curve.slice(0, 2),
      shown.curve,
    ]);
    // It is there already, and not waited for.
    expect(await engine.request('models.enqueue', { spec })).toEqual({ model });
    expect(await items()).toEqual([]);
    const stages = states.flatMap((state) => state.items.at(0)?.progress?.stage ?? []);
    expect([...new Set(stages)]).toEqual(['training', 'clean', 'attack']);
    // States are told at a rate, so the last one may come after the end.
    await expect.poll(() => states.at(-1)).toEqual({ items: [] });
  });

  it.each(['training', 'attack'] as const)(
    'pauses and stops a study within a second, in its %s, and frees the devices',
    async (stage) => {
      const lab = await tinyLab();
      const { engine, items, reaches, ended } = await bench(lab);
      const long = stage === 'attack' ? longPlan : { ...longPlan, subjects: slow(longPlan) };
      const { run } = await engine.request('studies.enqueue', { plan: long });
      const { run: next } = await engine.request('studies.enqueue', { plan: tinyPlan() });
      await reaches(stage);
      const [{ id: item }] = await items();
      expect(await seconds(() => engine.request('queue.pause', { item }))).toBeLessThan(stretch);
      expect(await stateOf(engine, run)).toBe('paused');
      await expect.poll(() => stateOf(engine, next), { timeout: 60_000 }).toBe('finished');
      const reader = await startEngine({ lab });
      onTestFinished(() => reader.close());
      expect(await stateOf(reader, run)).toBe('paused');
      await engine.request('queue.continue', { item });
      await expect.poll(() => stateOf(reader, run)).toBe('running');
      await reaches(stage);
      expect(await seconds(() => engine.request('queue.stop', { item }))).toBeLessThan(stretch);
      expect(await stateOf(engine, run)).toBe('cancelled');
      await ended();
    },
  );

  it('stops within a second while the devices are still being looked for', async () => {
    const { engine, items } = await bench(await tinyLab());
    for (const stop of ['queue.pause', 'queue.stop'] as const) {
      const { run } = await engine.request('studies.enqueue', { plan });
      const item = (await items()).at(-1)!.id;
      expect(await seconds(() => engine.request(stop, { item }))).toBeLessThan(stretch);
      expect(await stateOf(engine, run)).toBe(stop === 'queue.pause' ? 'paused' : 'cancelled');
    }
  });

  it('pauses a training and goes on from its checkpoint to the same weights', async () => {
    const lab = await tinyLab();
    const { engine, items, curves, ended } = await bench(lab);
    // After the last pause there is far more to do than the engine does while it is asked for that pause.
    const epochsInAll = 150;
    const spec = { ...longSpec, training: { ...longSpec.training, epochs: epochsInAll } };
    const { model } = await engine.request('models.enqueue', { spec });
    for (const epochs of [5, 15, 25]) {
      await expect
        .poll(() => curves.at(-1)?.curve.length ?? 0, { timeout: 60_000, interval: 10 })
        .toBeGreaterThan(epochs);
      const [{ id: item }] = await items();
      expect(await seconds(() => engine.request('queue.pause', { item }))).toBeLessThan(stretch);
      const [unfinished] = await engine.request('models.unfinished', {});
      expect(unfinished).toMatchObject({ model, spec, checkpoint: true });
      expect(unfinished.curve.length).toBeGreaterThan(epochs);
      await engine.request('queue.continue', { item });
    }
    await ended();
    expect(await engine.request('models.unfinished', {})).toEqual([]);
    const { curve, weightsHash } = await engine.request('models.show', { model });
    expect(curve).toHaveLength(epochsInAll);
    const other = await bench(await tinyLab());
    const whole = await other.engine.request('models.train', { spec });
    expect([whole.weightsHash, whole.curve]).toEqual([weightsHash, curve]);
  });

  it('gives the same records after pauses, stops and resumptions as without', async () => {
    const lab = await tinyLab();
    const { engine, items, ended, ends } = await bench(lab);
    const { run } = await engine.request('studies.enqueue', { plan });
    for (const delay of [50, 300, 400, 500, 700, 300, 200]) {
      await wait(delay);
      const item = (await items()).at(0);
      if (item === undefined) break;
      await engine.request('queue.pause', { item: item.id });
      if ((await items()).length === 0) break;
      if (delay === 300) {
        await engine.request('queue.stop', { item: item.id });
        await engine.request('runs.enqueue', { run, ...plainly });
      } else await engine.request('queue.continue', { item: item.id });
    }
    await ended();
    expect(ends.map(({ outcome }) => outcome)).toContain('stopped');
    expect(await stateOf(engine, run)).toBe('finished');
    expect(await recordsOf(lab, run)).toEqual(whole.records);
    expect(await weightsOf(lab)).toEqual(whole.weights);
  });

  it('is gone with its engine, killed at any moment: every run of it is interrupted, and nothing recorded is lost', async () => {
    const lab = await tinyLab();
    const killed = await bench(lab);
    const runs: string[] = [];
    for (let count = 0; count < 3; count += 1) {
      runs.push((await killed.engine.request('studies.enqueue', { plan })).run);
    }
    const last = (await killed.items())[2];
    await killed.engine.request('queue.pause', { item: last.id });
    for (const delay of [400, 900, 1600]) {
      const { engine, items } = delay === 400 ? killed : await bench(lab);
      if (delay !== 400) {
        for (const { id: run, state } of (await engine.request('runs.list', {})).runs.toReversed()) {
          if (state !== 'finished') await engine.request('runs.enqueue', { run, ...plainly });
        }
      }
      await wait(delay);
      const before = await items();
      process.kill(engine.pid, 'SIGKILL');
      await engine.close();
      const reader = await startEngine({ lab });
      const { runs: shown } = await reader.request('runs.list', {});
      expect(shown.map(({ state }) => state)).not.toContain('running');
      for (const { run } of before) {
        // The one at work may have come to its end between the two looks.
        if (run !== before[0].run) expect(shown.find((one) => one.id === run)?.state).toBe('interrupted');
      }
      await reader.close();
    }
    const { engine, ended } = await bench(lab);
    for (const { id: run, state } of (await engine.request('runs.list', {})).runs) {
      if (state !== 'finished') await engine.request('runs.enqueue', { run, ...plainly });
    }
    await ended();
    for (const run of runs) {
      expect(await stateOf(engine, run)).toBe('finished');
      expect(await recordsOf(lab, run)).toEqual(whole.records);
    }
  });

  it('refuses a training that a study does already, and tells in the log what it does', async () => {
    const lab = await tinyLab();
    const { engine, logged, items, reaches, ended } = await bench(lab);
    const { run } = await engine.request('studies.enqueue', { plan });
    await reaches('training');
    const [{ trains }] = await items();
    const spec = { dataset: 'tiny', recipe: plan.subjects[0].recipe, training: plan.subjects[0].training };
    await expect(engine.request('models.enqueue', { spec })).rejects.toMatchObject({
      code: 'conflict',
      message: 'is trained by the study "Tiny study" already.',
    });
    await ended();
    const { model } = await engine.request('models.enqueue', { spec });
    expect(trains).toContain(model);
    expect(await items()).toEqual([]);
    await expect.poll(() => logged.at(-1)).toBe(`Study, run ${run.slice(0, 12)}: done.`);
    expect(logged[0]).toBe(`Study, run ${run.slice(0, 12)}: computing begins.`);
    expect(logged.filter((line) => line.startsWith('Model '))).toHaveLength(trains.length);
  });

  it('refuses at once what cannot be computed', async () => {
    const lab = await tinyLab();
    const { engine, items } = await bench(lab);
    const wrong = tinyPlan({ data: { dataset: 'tiny', selection: { count: 21_000 } } });
    await expect(engine.request('studies.enqueue', { plan: wrong })).rejects.toMatchObject({
      code: 'invalid',
      where: 'plan.data.selection.count',
    });
    await expect(engine.request('models.enqueue', { spec: { ...longSpec, dataset: 'none' } })).rejects.toMatchObject({
      code: 'not-found',
      where: 'dataset',
    });
    expect(await items()).toEqual([]);
    const { run } = await engine.request('studies.enqueue', { plan: longPlan });
    await expect(engine.request('runs.enqueue', { run, ...plainly })).rejects.toMatchObject({
      code: 'conflict',
      where: `run ${run}`,
      message: 'is in the queue already.',
    });
  });
});

/** The same subjects, trained for longer than a test takes. */
function slow(long: typeof longPlan): typeof longPlan.subjects {
  return long.subjects.map((subject) => ({
    ...subject,
    training: { ...subject.training, epochs: 300, patience: 300 },
  }));
}
