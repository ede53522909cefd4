import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { ladder } from '../../src/engine/devices/ladder';
import { lockHolder } from '../../src/engine/lab/lock';
import { startEngine, type EngineClient } from '../../src/host/engine-client';
import { findEngine } from '../../src/host/bundle';
import type { LabError } from '../../src/shared/errors';
import type { Progress } from '../../src/shared/progress';
import type { Told } from '../../src/shared/protocol';
import { longPlan } from '../support/long-study';
import { stretch } from '../support/stretch';
import { sharedFolder, temporaryFolder } from '../support/temporary-folder';
import { recordsOf, tinyLab } from '../support/tiny-lab';
import { tinyPlan } from '../support/tiny-study';

/** A second worker would have to become warm too, and is shown to change nothing below. */
const loneWorker = (lab: string, onNotification: (told: Told) => void): Promise<EngineClient> =>
  startEngine({ lab, workers: 1, onNotification });

async function engineOn(lab: string, onNotification: (told: Told) => void = () => undefined): Promise<EngineClient> {
  const engine = await loneWorker(lab, onNotification);
  onTestFinished(() => engine.close());
  return engine;
}

/** A study whose attacks take longer than any test looks at it. */
const longAttacks = tinyPlan({
  attacks: [{ name: 'pgd', steps: 5_000, budgets: [{ image: 0.1, text: 0.1 }] }],
  microBatch: 1,
});

/** Starts a request and waits for the first report of this stage. */
async function startedStudy(
  lab: string,
  plan: ReturnType<typeof tinyPlan>,
  stage: Progress['stage'],
  start: typeof loneWorker = engineOn,
): Promise<{ engine: EngineClient; abort: AbortController; outcome: Promise<unknown>; run: () => string }> {
  let run = '';
  const abort = new AbortController();
  let reached: () => void = () => undefined;
  const started = new Promise<void>((resolve) => {
    reached = resolve;
  });
  const engine = await start(lab, ({ name, content }) => {
    if (name === 'runCreated') run = content.run;
    if (name === 'progress' && content.stage === stage) reached();
  });
  const outcome = engine.request('studies.run', { plan }, { signal: abort.signal }).catch((error: unknown) => error);
  await Promise.race([started, outcome]);
  return { engine, abort, outcome, run: () => run };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Hangs while the others are tested: until its host gives it up it takes ten seconds, in which nothing is computed. */
let hanging: Awaited<ReturnType<typeof startedStudy>>;
let removeHanging: () => Promise<void>;

beforeAll(async () => {
  const { folder, remove } = await sharedFolder();
  const lab = await tinyLab(path.join(folder, 'lab'));
  hanging = await startedStudy(lab, longPlan(), 'training', loneWorker);
  removeHanging = async () => {
    await hanging.engine.close();
    await remove();
  };
  process.kill(hanging.engine.pid, 'SIGSTOP');
});
afterAll(() => removeHanging());

describe('an engine and its host', () => {
  it('compute a study, tell its progress, and page its records', async () => {
    const lab = await tinyLab();
    const stages = new Set<string>();
    const memory: number[] = [];
    const engine = await engineOn(lab, ({ name, content }) => {
      if (name === 'progress') stages.add(content.stage);
      if (name === 'heartbeat') memory.push(content.memory);
    });
    expect(await engine.request('engine.hello', {})).toMatchObject({ pid: engine.pid, lab });
    const summary = await engine.request('studies.run', { plan: tinyPlan() });
    expect(summary).toMatchObject({ state: 'finished', records: 200, device: 'wasm' });
    expect([...stages]).toEqual(['training', 'clean', 'attack']);
    expect(Math.max(...memory)).toBeGreaterThan(50e6);

    const records = [];
    let cursor: number | null = null;
    do {
      const page: Awaited<ReturnType<typeof engine.request<'runs.records'>>> = await engine.request('runs.records', {
        run: summary.id,
        cursor,
        limit: 33,
      });
      expect(page.records.length).toBeLessThanOrEqual(33);
      records.push(...page.records);
      cursor = page.cursor;
    } while (cursor !== null);
    expect(records).toHaveLength(200);
    const shown = await engine.request('runs.show', { run: summary.id });
    expect(shown.models).toHaveLength(4);
    expect(shown.dataset.name).toBe('tiny');
    const { cells, rows } = shown.description.expansion;
    const costs = await engine.request('runs.costs', { run: summary.id });
    const evaluated = cells.filter(({ kind }) => kind !== 'model');
    expect(Object.keys(costs?.cells ?? {}).sort()).toEqual(evaluated.map(({ id }) => id).sort());
    for (const { seconds, samples } of Object.values(costs?.cells ?? {})) {
      expect(samples).toBe(rows.length);
      expect(seconds).toBeGreaterThan(0);
    }
    expect(await engine.request('runs.list', {})).toEqual({ runs: [summary], unreadable: [] });

    const [model] = shown.models;
    const sample = records[0].sample;
    const attack = tinyPlan().attacks[0];
    if (shown.description.expansion.cells[0].kind !== 'model') throw new Error('The first cell is a subject.');
    const subject = shown.description.expansion.cells[0].model;
    const trace = await engine.request('attack.trace', { model: subject.slice(0, 8), sample, attack });
    expect(trace.sample.id).toBe(sample);
    expect(trace.steps[0].stage).toBe('clean');
    expect(await engine.request('models.train', { spec: model.spec })).toEqual(model);
  });

  it('answer a wrong request with where and why, and go on', async () => {
    const engine = await engineOn(await tinyLab());
    const wrong: readonly (readonly [string, unknown, Partial<LabError>])[] = [
      [
        'studies.check',
        { plan: { ...tinyPlan(), seeds: ['one'] } },
        { where: 'plan.seeds[0]', message: 'is "one". Give a number.' },
      ],
      [
        'studies.run',
        { plan: { ...tinyPlan(), seeds: ['one'] } },
        { where: 'plan.seeds[0]', message: 'is "one". Give a number.' },
      ],
      [
        'runs.show',
        { run: 'nothing' },
        { code: 'not-found', message: 'There is no run "nothing" in this lab folder.' },
      ],
      [
        'studies.resume',
        { run: '../../etc', force: false, repair: false },
        { code: 'not-found', message: 'There is no run "../../etc" in this lab folder.' },
      ],
      ['runs.enqueue', { run: 'no such run', force: false, repair: false }, { code: 'not-found', where: 'run' }],
      ['queue.stop', { item: 'nothing' }, { code: 'not-found', where: 'item' }],
      ['models.show', { model: 'nothing' }, { code: 'not-found' }],
      [
        'data.show',
        { dataset: 'nothing' },
        { code: 'not-found', remedy: 'Give "tiny", or prepare or import it first.' },
      ],
      ['data.samples', { dataset: 'tiny', ids: ['x'], split: 'test', limit: 1 }, { code: 'not-found' }],
      ['runs.records', { run: 1, cursor: null, limit: 1 }, { where: 'run', message: 'is 1. Give a string.' }],
    ];
    for (const [name, params, error] of wrong) {
      await expect(engine.request(name as 'runs.show', params as { run: string }), name).rejects.toMatchObject(error);
    }
    expect(await engine.request('runs.list', {})).toEqual({ runs: [], unreadable: [] });
  });

  it.each(['training', 'attack'] as const)('stop the %s within a second of a cancel', async (stage) => {
    const lab = await tinyLab();
    const plan = stage === 'training' ? longPlan() : longAttacks;
    const { engine, abort, outcome, run } = await startedStudy(lab, plan, stage);
    const before = performance.now();
    abort.abort();
    expect(await outcome).toMatchObject({ code: 'cancelled', where: `run ${run()}` });
    expect(performance.now() - before).toBeLessThan(1000 * stretch);
    expect((await engine.request('runs.show', { run: run() })).summary.state).toBe('cancelled');
  });

  it('go on with a run that was cancelled', async () => {
    const lab = await tinyLab();
    const { engine, abort, outcome, run } = await startedStudy(lab, tinyPlan(), 'training');
    abort.abort();
    await outcome;
    const summary = await engine.request('studies.resume', { run: run(), force: false, repair: false });
    expect(summary).toMatchObject({ state: 'finished', records: 200 });
  });

  it('name the run to resume when the engine dies', async () => {
    const lab = await tinyLab();
    const { engine, outcome, run } = await startedStudy(lab, longPlan(), 'training');
    process.kill(engine.pid, 'SIGKILL');
    expect(await outcome).toMatchObject({
      code: 'internal',
      message: 'The engine ended unexpectedly (SIGKILL).',
      where: lab,
      remedy: `What was recorded is kept. Go on with \`muroan study resume ${run()}\`.`,
    });
    await expect(engine.request('runs.list', {})).rejects.toMatchObject({ code: 'internal' });
    const next = await engineOn(lab);
    expect((await next.request('runs.list', {})).runs).toMatchObject([{ id: run(), state: 'interrupted' }]);
  });

  it('let one engine write to a lab folder, and others read', async () => {
    const lab = await tinyLab();
    const { engine: writer, abort, outcome, run } = await startedStudy(lab, longPlan(), 'training');
    const reader = await engineOn(lab);
    expect(await reader.request('data.list', {})).toHaveLength(1);
    expect((await reader.request('runs.list', {})).runs).toMatchObject([{ id: run(), state: 'running' }]);
    expect((await reader.request('studies.check', { plan: tinyPlan() })).records).toBe(200);
    for (const refused of [
      reader.request('studies.run', { plan: tinyPlan() }),
      reader.request('studies.resume', { run: run(), force: true, repair: true }),
      reader.request('data.prepare', { dataset: 'tiny' }),
    ]) {
      await expect(refused).rejects.toMatchObject({
        code: 'locked',
        where: lab,
        message: expect.stringContaining(`process ${writer.pid} on `) as string,
      });
    }
    abort.abort();
    await outcome;
    // It keeps the lock while it lives, and leaves it when it ends.
    await expect(reader.request('data.prepare', { dataset: 'tiny' })).rejects.toMatchObject({ code: 'locked' });
    await writer.close();
    expect(await reader.request('studies.run', { plan: tinyPlan() })).toMatchObject({ state: 'finished' });
  });

  it('let exactly one of many engines take the lock of a dead one', async () => {
    const lab = await tinyLab();
    // There is no such data set; but whoever learns so has got the lock.
    const lockedBy = (engine: EngineClient): Promise<unknown> =>
      engine.request('data.prepare', { dataset: 'none' }).catch((error: unknown) => (error as LabError).code);
    for (let round = 0; round < 3; round += 1) {
      const dead = await engineOn(lab);
      expect(await lockedBy(dead)).toBe('not-found');
      process.kill(dead.pid, 'SIGKILL');
      await dead.close();
      expect(existsSync(path.join(lab, 'lock'))).toBe(true);
      const engines = await Promise.all(Array.from({ length: 4 }, () => engineOn(lab)));
      const codes = await Promise.all(engines.map(lockedBy));
      expect(codes.sort()).toEqual(['locked', 'locked', 'locked', 'not-found']);
      await Promise.all(engines.map((engine) => engine.close()));
      expect((await readdir(lab)).filter((name) => name.startsWith('lock'))).toEqual([]);
    }
  });

  it('list the devices, best first', async () => {
    const engine = await engineOn(await tinyLab());
    const { devices, busy } = await engine.request('devices.list', { measure: false });
    expect(devices.map(({ kind }) => kind)).toEqual(ladder.map(({ kind }) => kind));
    expect(busy).toBe(false);
    const ready = devices.filter(({ state }) => state === 'ready').map(({ kind }) => kind);
    expect(ready).toEqual(expect.arrayContaining(['wasm', 'cpu']));
  });

  it('computes requests that write one after the other', async () => {
    const lab = await tinyLab();
    const engine = await engineOn(lab);
    const plans = [tinyPlan({ attacks: [] }), tinyPlan({ attacks: [], microBatch: 7 })];
    const summaries = await Promise.all(plans.map((plan) => engine.request('studies.run', { plan })));
    expect(summaries.map(({ state }) => state)).toEqual(['finished', 'finished']);
  });
});

describe('an engine ends', () => {
  it('when its host is killed, leaving the run interrupted and the lock free', async () => {
    const lab = await tinyLab();
    // A host of its own, so that it can be killed: passes the pipes on and tells the engine's process number.
    const host = spawn(
      process.execPath,
      [
        '-e',
        `const engine = require('child_process').spawn(process.execPath, ${JSON.stringify([findEngine(), '--lab', lab])},
           { detached: true, stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
         const ask = (id, method, params) => {
           const body = JSON.stringify({ jsonrpc: '2.0', id, method, params });
           engine.stdio[3].write('Content-Length: ' + Buffer.byteLength(body) + '\\r\\n\\r\\n' + body);
         };
         ask(1, 'studies.run', { plan: ${JSON.stringify(longPlan())} });
         engine.stdio[4].on('data', (data) => {
           if (String(data).includes('"progress"')) process.stdout.write(engine.pid + '\\n');
         });`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [said] = (await once(host.stdout, 'data')) as [Buffer];
    const engine = Number(String(said).split('\n')[0]);
    expect(isRunning(engine)).toBe(true);
    host.kill('SIGKILL');
    await expect.poll(() => isRunning(engine), { timeout: 15_000 }).toBe(false);
    expect(await lockHolder(lab)).toBeNull();
    expect(existsSync(path.join(lab, 'lock'))).toBe(false);
    const reader = await engineOn(lab);
    expect((await reader.request('runs.list', {})).runs).toMatchObject([{ state: 'interrupted' }]);
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('on %s, releasing the lock', async (signal) => {
    const lab = await tinyLab();
    const { engine, outcome } = await startedStudy(lab, longPlan(), 'training');
    process.kill(engine.pid, signal);
    const error = (await outcome) as LabError;
    expect(['cancelled', 'internal']).toContain(error.code);
    await expect.poll(() => isRunning(engine.pid), { timeout: 15_000 }).toBe(false);
    expect(existsSync(path.join(lab, 'lock'))).toBe(false);
  });

  it('when it is closed, within a second or two, whatever it does', async () => {
    const lab = await tinyLab();
    const { engine } = await startedStudy(lab, longPlan(), 'training');
    const before = performance.now();
    await engine.close();
    expect(performance.now() - before).toBeLessThan(2_500 * stretch);
    expect(isRunning(engine.pid)).toBe(false);
    expect(existsSync(path.join(lab, 'lock'))).toBe(false);
  });

  it('at once when it was not started by a host', async () => {
    const engine = spawn(process.execPath, [findEngine(), '--lab', await temporaryFolder()]);
    let said = '';
    engine.stderr.on('data', (text: Buffer) => (said += String(text)));
    const [code] = (await once(engine, 'exit')) as [number];
    expect(code).toBe(2);
    expect(said).toContain('the engine is started by the lab');
  });
});

it('a host gives up on an engine that hangs', async () => {
  expect(await hanging.outcome).toMatchObject({
    code: 'internal',
    message: 'The engine gave no sign of life for 10 seconds and was ended.',
  });
  expect(isRunning(hanging.engine.pid)).toBe(false);
});

describe('the coordinator', () => {
  it('loads no tensor library', async () => {
    const seen = new Set<string>();
    const visit = async (file: string): Promise<void> => {
      if (seen.has(file)) return;
      seen.add(file);
      const code = await readFile(file, 'utf8');
      expect(code).not.toMatch(/require\(["']@tensorflow/);
      const chunks = [...code.matchAll(/require\(["'](\.{1,2}\/[^"']+)["']\)/g)].map(([, name]) => name);
      await Promise.all(chunks.map((name) => visit(path.resolve(path.dirname(file), name))));
    };
    await visit(findEngine());
    expect(await readFile(path.join(path.dirname(findEngine()), 'device-worker.cjs'), 'utf8')).toMatch(
      /require\(["']@tensorflow/,
    );
  });

  it('gives equal records with one and with two workers', async () => {
    const records = [];
    for (const workers of [1, 2]) {
      const lab = await tinyLab();
      const engine = await startEngine({ lab, workers });
      const { id } = await engine.request('studies.run', { plan: tinyPlan() });
      await engine.close();
      records.push(await recordsOf(lab, id));
    }
    expect(records[0]).toEqual(records[1]);
  });
});
