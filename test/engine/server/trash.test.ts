import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { layout, modelFiles, runFiles } from '../../../src/engine/lab/layout';
import { startEngine, type EngineClient } from '../../../src/host/engine-client';
import { shortId } from '../../../src/shared/identity';
import { studiedOnce, type StudiedLab } from '../../support/studied-lab';
import { recordsOf, tinyLab } from '../../support/tiny-lab';
import { tinyPlan, writeTinyDataset } from '../../support/tiny-study';

const studiedLab = studiedOnce();

async function computed(): Promise<StudiedLab & { readonly engine: EngineClient }> {
  const studied = await studiedLab();
  const engine = await startEngine({ lab: studied.lab, workers: 1 });
  onTestFinished(() => engine.close());
  return { ...studied, engine };
}

describe('the trash of a lab', () => {
  it('takes a run, its models and its data, in the order in which nothing needs them, and gives all back', async () => {
    const { lab, engine, run, models } = await computed();
    const records = await recordsOf(lab, run);
    const named = `run ${shortId(run)} (Tiny study)`;
    await expect(engine.request('models.remove', { model: models[0] })).rejects.toMatchObject({
      code: 'conflict',
      message: `is needed by ${named}.`,
      remedy: 'Remove them first.',
      runs: [{ id: run, name: 'Tiny study' }],
    });
    await expect(engine.request('data.remove', { dataset: 'tiny' })).rejects.toMatchObject({
      code: 'conflict',
      where: 'data set tiny',
      message: expect.stringMatching(/^is needed by model \w{12}, model \w{12}, model \w{12} and 2 more\.$/) as string,
    });
    const { trash } = await engine.request('runs.remove', { run: run.slice(0, 20) });
    const trashed = [trash];
    expect((await engine.request('runs.list', {})).runs).toEqual([]);
    for (const model of models) trashed.push((await engine.request('models.remove', { model })).trash);
    trashed.push((await engine.request('data.remove', { dataset: 'tiny' })).trash);
    expect(await engine.request('data.list', {})).toEqual([]);
    const entries = await engine.request('trash.list', {});
    expect(entries.map(({ id }) => id)).toEqual(trashed);
    expect(entries.map(({ kind, name, title }) => [kind, name, title])).toEqual([
      ['run', run, 'Tiny study'],
      ...models.map((model) => ['model', model, expect.any(String) as string]),
      ['dataset', 'tiny', 'Tiny'],
    ]);
    for (const id of trashed) await engine.request('trash.restore', { id });
    expect(await engine.request('trash.list', {})).toEqual([]);
    expect(await recordsOf(lab, run)).toEqual(records);
    expect((await engine.request('runs.show', { run })).summary.state).toBe('finished');
    expect((await engine.request('models.list', {})).map(({ id }) => id)).toEqual(models);
    expect(await engine.request('studies.resume', { run, force: false, repair: false })).toMatchObject({
      state: 'finished',
    });
  });

  it('does not give back what is there again, or what was deleted for good', async () => {
    const { lab, engine, run } = await computed();
    await writeTinyDataset(lab, 'other');
    const { trash } = await engine.request('data.remove', { dataset: 'other' });
    await writeTinyDataset(lab, 'other', 70);
    await expect(engine.request('trash.restore', { id: trash })).rejects.toMatchObject({
      code: 'conflict',
      where: 'Tiny',
      message: 'cannot be restored: there is a data set of this name again.',
    });
    await engine.request('runs.remove', { run });
    await engine.request('trash.empty', {});
    expect(existsSync(layout.trash(lab))).toBe(false);
    for (const id of [trash, '../runs', '']) {
      await expect(engine.request('trash.restore', { id })).rejects.toMatchObject({ code: 'not-found', where: 'id' });
    }
    await engine.request('trash.empty', {});
    expect(await engine.request('data.list', {})).toHaveLength(2);
  });

  it('takes what cannot be read and what is half done, and nothing that is in the queue', async () => {
    const { lab, engine, run, models } = await computed();
    const slow = tinyPlan({
      attacks: [{ name: 'pgd', steps: 5_000, budgets: [{ image: 0.1, text: 0.1 }] }],
      microBatch: 1,
    });
    const { run: queued } = await engine.request('studies.enqueue', { plan: slow });
    await expect(engine.request('runs.remove', { run: queued })).rejects.toMatchObject({
      code: 'conflict',
      where: `run ${queued}`,
      message: 'is in the queue.',
    });
    const spec = { dataset: 'tiny', recipe: slow.subjects[0].recipe, seed: 7 };
    const { model } = await engine.request('models.enqueue', { spec });
    await expect(engine.request('lab.clearCaches', {})).rejects.toMatchObject({ code: 'conflict', where: 'caches' });
    for (const { id: item } of (await engine.request('queue.show', {})).items.toReversed()) {
      await engine.request('queue.stop', { item });
    }
    await engine.request('runs.remove', { run: queued });

    await writeFile(runFiles.description(layout.run(lab, run)), '{');
    await engine.request('runs.remove', { run });
    await writeFile(modelFiles.description(layout.model(lab, models[0])), '{');
    await engine.request('models.remove', { model: shortId(models[0]) });
    await mkdir(layout.model(lab, model));
    await writeFile(modelFiles.spec(layout.model(lab, model)), JSON.stringify({ id: model, spec }));
    await expect(engine.request('data.remove', { dataset: 'tiny' })).rejects.toMatchObject({ code: 'conflict' });
    expect(await engine.request('models.unfinished', {})).toHaveLength(1);
    await engine.request('models.remove', { model });
    expect(await engine.request('models.unfinished', {})).toEqual([]);
    const entries = await engine.request('trash.list', {});
    expect(entries.map(({ name }) => name)).toEqual([queued, run, shortId(models[0]), model]);
  });
});

it('tells what a lab holds, and clears what can be made again', async () => {
  const { lab, engine, run, models } = await computed();
  const before = await engine.request('lab.describe', {});
  expect(before).toMatchObject({ data: { count: 1 }, models: { count: 4 }, runs: { count: 1 }, trash: { count: 0 } });
  // Of both fused models: how many removals a device computes at once is measured where a cell removes.
  expect(before.caches.count).toBe(2);
  const own = layout.run(lab, run);
  const leftover = path.join(own, '.run.json.1.1.tmp');
  await writeFile(leftover, 'x'.repeat(1000));
  const sizes = await Promise.all(
    Object.values(runFiles).map((file) =>
      readFile(file(own)).then(
        ({ length }) => length,
        () => 0,
      ),
    ),
  );
  expect(before.runs.bytes).toBe(sizes.reduce((sum, size) => sum + size, 0));
  expect((await engine.request('lab.describe', {})).caches).toEqual({
    count: 3,
    bytes: before.caches.bytes + 1000,
  });
  await engine.request('lab.clearCaches', {});
  expect(existsSync(leftover)).toBe(false);
  expect(await engine.request('lab.describe', {})).toEqual({ ...before, caches: { count: 0, bytes: 0 } });
  expect((await engine.request('models.list', {})).map(({ id }) => id)).toEqual(models);
  await engine.request('runs.remove', { run });
  const after = await engine.request('lab.describe', {});
  expect([after.runs, after.trash.count]).toEqual([{ count: 0, bytes: 0 }, 1]);
  expect(after.trash.bytes).toBeGreaterThan(before.runs.bytes);
});

it('of a lab that is not there yet, nothing', async () => {
  const engine = await startEngine({ lab: path.join(await tinyLab(), 'nothing', 'here') });
  onTestFinished(() => engine.close());
  const nothing = { count: 0, bytes: 0 };
  expect(await engine.request('lab.describe', {})).toEqual({
    data: nothing,
    models: nothing,
    runs: nothing,
    trash: nothing,
    caches: nothing,
  });
  expect(await engine.request('trash.list', {})).toEqual([]);
});
