import { existsSync } from 'node:fs';
import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { layout, runFiles } from '../../../src/engine/lab/layout';
import { startEngine, type EngineClient } from '../../../src/host/engine-client';
import { largestArchivedLog } from '../../../src/shared/runs/archived-file';
import { forged, packed, unpack, type Carried } from '../../support/carried-archive';
import { longPlan } from '../../support/long-study';
import { sharedFolder } from '../../support/temporary-folder';
import { recordsOf, tinyLab, weightsOf } from '../../support/tiny-lab';
import { tinyPlan } from '../../support/tiny-study';

interface Served {
  readonly lab: string;
  readonly engine: EngineClient;
}

async function served(): Promise<Served> {
  const lab = await tinyLab();
  const engine = await startEngine({ lab, workers: 1 });
  onTestFinished(() => engine.close());
  return { lab, engine };
}

/** A run, and what leaves its lab with weights and without. */
let here: Served & { readonly run: string; readonly bare: Carried; readonly whole: Carried };
let removeHere: () => Promise<void>;

beforeAll(async () => {
  const { folder, remove } = await sharedFolder();
  const lab = await tinyLab(path.join(folder, 'lab'));
  const engine = await startEngine({ lab, workers: 1 });
  removeHere = async () => {
    await engine.close();
    await remove();
  };
  const { id: run } = await engine.request('studies.run', { plan: tinyPlan() });
  here = { lab, engine, run, bare: await packed(engine, run, false), whole: await packed(engine, run, true) };
});
afterAll(() => removeHere());

describe('runs in an archive', () => {
  it('come into another lab as they were, and say where they came from', async () => {
    const there = await served();
    expect(await unpack(there.engine, here.bare)).toEqual([here.run]);
    expect(await recordsOf(there.lab, here.run)).toEqual(await recordsOf(here.lab, here.run));
    const before = await here.engine.request('runs.show', { run: here.run });
    const after = await there.engine.request('runs.show', { run: here.run });
    expect({ ...after, events: after.events.slice(0, -1) }).toEqual(before);
    expect(before.models.length).toBeGreaterThan(1);
    expect(after.events.at(-1)).toMatchObject({
      event: 'imported',
      note: 'Computed in another lab; it came with the archive “a.muroan.zip”.',
    });
    expect(await there.engine.request('models.list', {})).toEqual([]);
    expect(existsSync(layout.arrivals(there.lab)) ? await readdir(layout.arrivals(there.lab)) : []).toEqual([]);
    // It is done here too.
    const resume = { run: here.run, force: false, repair: false };
    expect(await there.engine.request('studies.resume', resume)).toMatchObject({ state: 'finished' });
    // Once more: nothing of it is wanted, nothing changes.
    expect(await unpack(there.engine, here.bare)).toEqual([]);
    expect((await there.engine.request('runs.show', { run: here.run })).events).toEqual(after.events);
    // And on to a third lab.
    const third = await served();
    expect(await unpack(third.engine, await packed(there.engine, here.run, true))).toEqual([here.run]);
    expect((await third.engine.request('runs.show', { run: here.run })).models).toEqual(before.models);
  });

  it('bring the log that their engine kept; one without is as whole, and a longer one stays where it is', async () => {
    const logOf = async ({ engine }: Served): Promise<unknown> =>
      (await engine.request('runs.log', { run: here.run, cursor: 0 })).lines;
    const there = await served();
    await unpack(there.engine, here.bare);
    expect(await logOf(here)).not.toEqual([]);
    expect(await logOf(there)).toEqual(await logOf(here));
    // As older archives are.
    const older = await served();
    const without = here.bare.filter(({ name }) => !name.endsWith('/log.jsonl'));
    expect(without).toHaveLength(here.bare.length - 1);
    expect(await unpack(older.engine, without)).toEqual([here.run]);
    expect(await logOf(older)).toEqual([]);
    // An older export has less to bring, not another run.
    expect(await unpack(there.engine, without)).toEqual([]);
    expect(await logOf(there)).toEqual(await logOf(here));
    await truncate(runFiles.log(layout.run(there.lab, here.run)), largestArchivedLog + 1);
    const { files } = await there.engine.request('archive.files', { runs: [here.run], weights: false });
    expect(files.map(({ name }) => name).sort()).toEqual(without.map(({ name }) => name).sort());
  });

  it('are refused with a log that is longer than any that is exported', async () => {
    const there = await served();
    const files = here.bare.map(({ name, bytes, sha256 }) => ({
      name,
      bytes: name.endsWith('/log.jsonl') ? largestArchivedLog + 1 : bytes,
      sha256,
    }));
    await expect(there.engine.request('archive.open', { files })).rejects.toMatchObject({
      code: 'damaged',
      message: `holds a runs/${here.run}/log.jsonl of more than 16 MiB.`,
    });
  });

  it('bring the weights of their models where wished for, and no others than those in the lab', async () => {
    const there = await served();
    await unpack(there.engine, here.whole);
    expect(await weightsOf(there.lab)).toEqual(await weightsOf(here.lab));
    const [{ id, weightsHash }] = await there.engine.request('models.list', {});
    expect(await there.engine.request('models.check', { model: id })).toEqual({ weightsHash });
  });

  it.each([
    ['a record', 'records.jsonl', (text: string) => text.replace('"row":', '"row" :'), /^has a wrong checksum\.$/],
    ['a plan', 'run.json', (text: string) => text.replace('"Tiny study"', '"Other study"'), /^holds another plan/],
    ['an event', 'events.jsonl', (text: string) => text.replace('wasm', 'webgpu'), /^does not hold the event/],
    [
      'the data',
      'dataset.json',
      (text: string) => text.replace(/"hash": "\w{8}/u, '"hash": "00000000'),
      /is of other data/,
    ],
  ])('are refused where %s was forged, and nothing is taken in', async (_, file, change, message) => {
    const there = await served();
    const carried = forged(here.whole, file, change);
    await expect(unpack(there.engine, carried)).rejects.toMatchObject({
      code: 'damaged',
      message: expect.stringMatching(message) as string,
    });
    expect((await there.engine.request('runs.list', {})).runs).toEqual([]);
    expect(await there.engine.request('models.list', {})).toEqual([]);
  });

  it('are refused where a file is not what its checksum says, or is missing', async () => {
    const there = await served();
    const carried = here.bare;
    const other = carried.map((file) => ({ ...file, content: Buffer.from(file.content).fill(48, 0, 1) }));
    const misfit = { code: 'damaged', message: expect.stringMatching(/its checksum does not fit/u) as string };
    await expect(unpack(there.engine, other)).rejects.toMatchObject(misfit);
    const longer = carried.map((file) => ({ ...file, content: Buffer.concat([file.content, Buffer.from('x')]) }));
    await expect(unpack(there.engine, longer)).rejects.toMatchObject(misfit);
    const fewer = carried.filter(({ name }) => !name.endsWith('dataset.json'));
    await expect(unpack(there.engine, fewer)).rejects.toMatchObject({
      message: `lacks runs/${here.run}/dataset.json.`,
    });
    await expect(unpack(there.engine, [...carried, carried[0]])).rejects.toMatchObject({
      message: 'names a file twice.',
    });
    expect((await there.engine.request('runs.list', {})).runs).toEqual([]);
  });

  it('leave nothing behind of what an engine was taking in when it was killed', async () => {
    const there = await served();
    const files = here.bare.map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 }));
    const [{ name, content }] = here.bare;
    const write = { name, base64: content.toString('base64') };
    const { arrival } = await there.engine.request('archive.open', { files });
    await there.engine.request('archive.write', { arrival, ...write });
    expect(await readdir(layout.arrivals(there.lab))).toEqual([arrival]);
    process.kill(there.engine.pid, 'SIGKILL');
    await there.engine.close();
    const next = await startEngine({ lab: there.lab, workers: 1 });
    onTestFinished(() => next.close());
    await expect(next.request('archive.write', { arrival, ...write })).rejects.toMatchObject({
      code: 'not-found',
      remedy: 'Open the archive again.',
    });
    expect(existsSync(layout.arrivals(there.lab))).toBe(false);
    expect(await unpack(next, here.bare)).toEqual([here.run]);
  });

  it('never replace a run of the same id with other content', async () => {
    const there = await served();
    await unpack(there.engine, here.bare);
    const file = runFiles.records(layout.run(there.lab, here.run));
    const kept = (await readFile(file, 'utf8')).split('\n').slice(0, -2).join('\n') + '\n';
    await writeFile(file, kept);
    await expect(unpack(there.engine, here.bare)).rejects.toMatchObject({
      code: 'conflict',
      where: `run ${here.run}`,
      message: 'is in this lab already, with another records.jsonl.',
    });
    expect(await readFile(file, 'utf8')).toBe(kept);
  });

  it('do not leave while they are computed', async () => {
    const { engine } = await served();
    const { run } = await engine.request('studies.enqueue', { plan: longPlan() });
    await expect(engine.request('archive.files', { runs: [run], weights: false })).rejects.toMatchObject({
      code: 'conflict',
      where: `run ${run}`,
    });
  });

  it('go on elsewhere only under the models that they began with', async () => {
    const resume = { run: here.run, force: false, repair: false };
    // Broken off in the middle of a record.
    const begun = (carried: Carried): Carried =>
      forged(carried, 'records.jsonl', (text) => text.slice(0, text.indexOf('\n', text.length / 2) + 20));
    const bare = await served();
    await unpack(bare.engine, begun(here.bare));
    await expect(bare.engine.request('studies.resume', resume)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/^came from another lab, and its model/u) as string,
    });
    const there = await served();
    await unpack(there.engine, begun(here.whole));
    expect((await there.engine.request('runs.show', { run: here.run })).summary.state).toBe('interrupted');
    expect(await there.engine.request('studies.resume', resume)).toMatchObject({ state: 'finished' });
    expect(await recordsOf(there.lab, here.run)).toEqual(await recordsOf(here.lab, here.run));
  });
});
