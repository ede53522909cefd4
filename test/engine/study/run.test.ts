import { readFileSync } from 'node:fs';
import { appendFile, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { Lab } from '../../../src/engine/lab/lab';
import { layout, runFiles } from '../../../src/engine/lab/layout';
import { readEvents } from '../../../src/engine/lab/event-file';
import { readRecords } from '../../../src/engine/lab/record-file';
import { summarise } from '../../../src/engine/lab/run-summaries';
import { listModels } from '../../../src/engine/lab/models';
import { readRun, runIds } from '../../../src/engine/lab/runs';
import { coalesce } from '../../../src/engine/progress/coalesce';
import type { ResumeOptions } from '../../../src/engine/study/resume';
import type { StudyEngine } from '../../../src/engine/study/run';
import { engineStops, workPauses } from '../../../src/engine/study/stop-reasons';
import { encodersFrom } from '../../../src/shared/recipe/shared-encoders';
import { factsOf, removes } from '../../../src/shared/attacks/attack';
import type { Job } from '../../../src/engine/worker/job';
import type { DeviceKind } from '../../../src/shared/device';
import { LabError } from '../../../src/shared/errors';
import type { StudyPlan } from '../../../src/shared/plan/plan';
import type { Progress } from '../../../src/shared/progress';
import type { SampleRecord } from '../../../src/shared/records/record';
import { resumed as goOn, runStudy } from '../../support/study-runs';
import { recordsOf, tinyLab, weightsOf } from '../../support/tiny-lab';
import { tinyPlan, writeTinyDataset } from '../../support/tiny-study';
import { FakePool, type FakePoolOptions } from './fake-pool';

interface Bench {
  readonly engine: StudyEngine;
  readonly pool: FakePool;
  readonly abort: AbortController;
  readonly progress: Progress[];
  readonly warnings: string[];
}

/** An engine as a new process would have it: its own view of the lab folder, its own pool. */
function bench(folder: string, options: FakePoolOptions = {}, device: DeviceKind = 'wasm'): Bench {
  const abort = new AbortController();
  const pool = new FakePool({ ...options, device });
  const progress: Progress[] = [];
  const warnings: string[] = [];
  const engine: StudyEngine = {
    lab: new Lab(folder),
    pool: () => Promise.resolve(pool),
    devices: [device],
    appVersion: '0.0.0-test',
    predictors: false,
    signal: abort.signal,
    onProgress: (report) => progress.push(report),
    onCurve: () => undefined,
    onTrained: () => undefined,
    onWarning: (text) => warnings.push(text),
  };
  return { engine, pool, abort, progress, warnings };
}

async function reference(): Promise<{ records: readonly SampleRecord[]; weights: readonly string[] }> {
  const folder = await tinyLab();
  const { engine } = bench(folder);
  const { id } = await runStudy(tinyPlan(), engine);
  const result = { records: await recordsOf(folder, id), weights: await weightsOf(folder) };
  await engine.lab.close();
  return result;
}

async function onlyRun(folder: string): Promise<string> {
  const [id] = await runIds(folder);
  return id;
}

function measured(pool: FakePool): readonly Job[] {
  return pool.jobs.filter(({ kind }) => kind === 'rows-at-once');
}

/** Where nothing may be unreadable. */
function unexpected(error: LabError): never {
  throw error;
}

const resume: ResumeOptions = { force: false, repair: false };

describe('a run', () => {
  it('trains the missing models, records every cell and sample once, and ends as finished', async () => {
    const folder = await tinyLab();
    const { engine, pool, progress } = bench(folder);
    const summary = await runStudy(tinyPlan(), engine);
    // 2 subjects and 2 shared baselines; 4 clean cells and 2 × (1 + 2) attack cells of 20 samples in batches of 8.
    expect(summary).toMatchObject({ state: 'finished', records: 200, recordsExpected: 200, device: 'wasm' });
    expect(pool.jobs.filter((job) => job.kind === 'train')).toHaveLength(4);
    expect(pool.jobs.filter((job) => job.kind === 'evaluate').map((job) => job.rows.length)).toEqual(
      expect.arrayContaining([8, 4]),
    );
    expect(pool.jobs.filter((job) => job.kind === 'evaluate')).toHaveLength(30);
    const events = await readEvents(runFiles.events(layout.run(folder, summary.id)), unexpected);
    expect(events.map(({ event }) => event)).toEqual(['created', 'started', 'finished']);
    for (const stage of ['training', 'clean', 'attack'] as const) {
      const last = progress.filter((report) => report.stage === stage).at(-1)!;
      expect(last.done).toBe(last.total);
    }
    expect(await weightsOf(folder)).toHaveLength(4);
    await engine.lab.close();
  });

  it('uses models that the lab holds already', async () => {
    const folder = await tinyLab();
    const { engine, pool } = bench(folder);
    await runStudy(tinyPlan(), engine);
    await runStudy(tinyPlan({ microBatch: 5 }), engine);
    expect(pool.jobs.filter((job) => job.kind === 'train')).toHaveLength(4);
    // And how many removals their device computes at once.
    expect(measured(pool)).toHaveLength(2);
    const evaluations = pool.jobs.filter((job) => job.kind === 'evaluate');
    const removing = evaluations.filter(({ cell }) => cell.kind === 'attack' && removes(cell.attack));
    expect(new Set(removing.map(({ rowsAtOnce }) => rowsAtOnce))).toEqual(new Set([64]));
    await engine.lab.close();
  });

  it('trains encoders that subjects share first, once, whatever the order of the plan, and takes them from the lab after', async () => {
    const folder = await tinyLab();
    const { engine, pool } = bench(folder, { pace: 2 });
    const { subjects } = tinyPlan();
    const planOf = (microBatch: number): StudyPlan =>
      tinyPlan({
        subjects: subjects.map((subject) => ({ ...subject, training: { ...subject.training, encoders: 'shared' } })),
        microBatch,
      });
    const summary = await runStudy(planOf(8), engine);
    // Two subjects, two baselines, which have encoders of their own, and the model that gives the shared ones.
    expect(summary).toMatchObject({ state: 'finished', records: 200 });
    const trainings = pool.jobs.filter((job) => job.kind === 'train');
    expect(trainings).toHaveLength(5);
    const sharing = trainings.filter(({ encoders }) => encoders !== undefined);
    expect(sharing.map(({ spec }) => spec.recipe.fusion.name)).toEqual(['concat', 'product']);
    expect(new Set(sharing.map(({ encoders }) => encoders)).size).toBe(1);
    const models = await listModels(folder, unexpected);
    const source = models.find(({ id }) => layout.model(folder, id) === sharing[0].encoders);
    expect(source?.spec).toEqual(encodersFrom(sharing[0].spec));
    expect(models.filter(({ encodersFrom: from }) => from?.model === source?.id)).toHaveLength(2);
    expect(models.find(({ encodersFrom: from }) => from !== undefined)?.encodersFrom?.weightsHash).toBe(
      source?.weightsHash,
    );
    await runStudy(planOf(5), engine);
    expect(pool.jobs.filter((job) => job.kind === 'train')).toHaveLength(5);
    await engine.lab.close();
  });

  it('needs no model of its own for shared encoders where a subject is that model', async () => {
    const folder = await tinyLab();
    const { engine, pool } = bench(folder);
    const [concat, product] = tinyPlan().subjects;
    const own = { ...concat, recipe: { ...concat.recipe, head: { name: 'mlp' as const } } };
    await runStudy(
      tinyPlan({ subjects: [{ ...product, training: { ...product.training, encoders: 'shared' } }, own] }),
      engine,
    );
    // The mlp head is another than that of the first subject: it has baselines of its own.
    const trainings = pool.jobs.filter((job) => job.kind === 'train');
    expect(trainings.filter(({ spec }) => Object.keys(spec.recipe.encoders).length === 2)).toHaveLength(2);
    await engine.lab.close();
  });

  it('shows a model what was made on another once both are trained, and knows the cell by the source, not its name', async () => {
    const folder = await tinyLab();
    const { engine, pool } = bench(folder, { pace: 2 });
    const transfer = { name: 'transfer' as const, steps: 2, budgets: [{ image: 0.1 }] };
    const planOf = (name: string): StudyPlan => {
      const { subjects } = tinyPlan();
      return tinyPlan({
        subjects: [{ ...subjects[0], name }, subjects[1]],
        attacks: [{ ...transfer, source: name }],
      });
    };
    const summary = await runStudy(planOf('concat'), engine);
    expect(summary).toMatchObject({ state: 'finished' });
    const made = pool.jobs.filter((job) => job.kind === 'evaluate').filter(({ cell }) => cell.kind === 'attack');
    expect(new Set(made.map(({ source }) => source)).size).toBe(1);
    expect(new Set(made.map(({ model }) => model)).size).toBe(2);
    const source = made[0].source ?? '';
    // The fake trains each model in four steps, and the lab's folder of it is there only then.
    expect(made.some(({ model }) => model !== source)).toBe(true);
    const cells = async (id: string): Promise<readonly string[]> =>
      (await readRun(folder, id)).expansion.cells.flatMap((cell) => (cell.kind === 'attack' ? [cell.id] : []));
    const renamed = await runStudy(planOf('plain'), engine);
    expect(await cells(renamed.id)).toEqual(await cells(summary.id));
    await engine.lab.close();
  });

  it('measures how many removals are computed at once only where some are missing', async () => {
    const folder = await tinyLab();
    const { engine, pool } = bench(folder);
    const plan = tinyPlan();
    await runStudy({ ...plan, attacks: plan.attacks.filter((attack) => !removes(attack)) }, engine);
    expect(measured(pool)).toEqual([]);
    expect(pool.jobs.filter((job) => job.kind === 'evaluate' && job.rowsAtOnce !== null)).toEqual([]);
    await engine.lab.close();
  });

  it('a device that is lost in the measurement costs the removals only', async () => {
    const folder = await tinyLab();
    const { engine, warnings } = bench(folder, {
      onJob: (job) => {
        if (job.kind === 'rows-at-once') throw new LabError('device-lost', 'A wasm worker ended unexpectedly.');
      },
    });
    await expect(runStudy(tinyPlan(), engine)).rejects.toMatchObject({
      code: 'device-lost',
      message: expect.stringMatching(/ So it was with 1 other part\.$/) as string,
    });
    expect(warnings).toHaveLength(2);
    // 4 clean cells and 2 × 2 cells of PGD, of 20 samples.
    expect(await recordsOf(folder, await onlyRun(folder))).toHaveLength(160);
    await engine.lab.close();
  });

  it('gives the same records with one worker and with three', async () => {
    const records = await Promise.all(
      [1, 3].map(async (size) => {
        const folder = await tinyLab();
        const { engine } = bench(folder, { size, pace: 1 });
        const { id } = await runStudy(tinyPlan(), engine);
        await engine.lab.close();
        return recordsOf(folder, id);
      }),
    );
    expect(records[0]).toEqual(records[1]);
  });

  it('writes nothing when the plan is wrong', async () => {
    const folder = await tinyLab();
    const { engine } = bench(folder);
    const plan = tinyPlan({ data: { dataset: 'tiny', selection: { count: 21_000 } } });
    await expect(runStudy(plan, engine)).rejects.toMatchObject({ code: 'invalid', where: 'plan.data.selection.count' });
    expect(await runIds(folder)).toEqual([]);
    await engine.lab.close();
  });
});

describe('stopping', () => {
  it.each([0, 3, 5, 9, 20, 33])(
    'cancelled at job %i it says how to go on, and resumes to the same records',
    async (at) => {
      const whole = await reference();
      const folder = await tinyLab();
      const first = bench(folder, {
        onJob: (_, index) => {
          if (index === at) first.abort.abort();
        },
      });
      const error = (await runStudy(tinyPlan(), first.engine).catch((caught: unknown) => caught)) as LabError;
      const id = await onlyRun(folder);
      expect(error).toMatchObject({ code: 'cancelled', remedy: `Go on with \`muroan study resume ${id}\`.` });
      expect(await summarise(folder, await readRun(folder, id), unexpected)).toMatchObject({ state: 'cancelled' });
      await first.engine.lab.close();

      const second = bench(folder);
      expect(await goOn(id, second.engine)).toMatchObject({ state: 'finished', records: 200 });
      expect(await recordsOf(folder, id)).toEqual(whole.records);
      expect(await weightsOf(folder)).toEqual(whole.weights);
      await second.engine.lab.close();
    },
  );

  it('a failing worker stops the run with its error, at once and once', async () => {
    const folder = await tinyLab();
    const { engine, pool } = bench(folder, {
      pace: 2,
      onJob: (_, index) => {
        if (index === 8) throw new Error('the worker broke');
      },
    });
    await expect(runStudy(tinyPlan(), engine)).rejects.toThrow('the worker broke');
    const jobs = pool.jobs.length;
    expect(jobs).toBeLessThan(12);
    const id = await onlyRun(folder);
    expect(await summarise(folder, await readRun(folder, id), unexpected)).toMatchObject({ state: 'failed' });
    const events = await readEvents(runFiles.events(layout.run(folder, id)), unexpected);
    expect(events.at(-1)?.note).toContain('the worker broke');
    await engine.lab.close();
    expect(pool.jobs).toHaveLength(jobs);
  });

  it('a micro-batch that no worker survives is reported; the rest of the run is computed, and a resumption adds it', async () => {
    const whole = await reference();
    const folder = await tinyLab();
    const { engine, warnings } = bench(folder, {
      onJob: (job) => {
        if (job.kind === 'evaluate' && job.cell.kind === 'attack' && job.rows.length === 4) {
          throw new LabError('device-lost', 'A wasm worker ended unexpectedly.', { remedy: 'Use fewer workers.' });
        }
      },
    });
    await expect(runStudy(tinyPlan(), engine)).rejects.toMatchObject({
      code: 'device-lost',
      message: expect.stringMatching(
        /^could not be computed; all else is\. .* So it was with 5 other parts\.$/,
      ) as string,
    });
    expect(warnings).toHaveLength(6);
    const id = await onlyRun(folder);
    expect(await summarise(folder, await readRun(folder, id), unexpected)).toMatchObject({
      state: 'failed',
      records: 200 - 6 * 4,
    });
    await engine.lab.close();
    const second = bench(folder);
    await goOn(id, second.engine);
    expect(second.pool.jobs).toHaveLength(6);
    expect(await recordsOf(folder, id)).toEqual(whole.records);
    await second.engine.lab.close();
  });

  it('what ends its workers for want of memory is halved until it fits, and the records say so', async () => {
    const whole = await reference();
    const folder = await tinyLab();
    const { engine, warnings } = bench(folder, {
      onJob: (job) => {
        if (job.kind === 'evaluate' && job.cell.kind === 'attack' && job.rows.length > 2) {
          throw new LabError('out-of-memory', 'A tensorflow-cpu worker ended unexpectedly (signal SIGKILL).');
        }
      },
    });
    const { id } = await runStudy(tinyPlan(), engine);
    expect(warnings).toEqual([]);
    const records = await recordsOf(folder, id);
    expect(records).toHaveLength(whole.records.length);
    const halvings = new Set(records.filter(({ kind }) => kind !== 'clean').map(({ halvings }) => halvings));
    expect(halvings).not.toContain(undefined);
    expect(records.filter(({ kind }) => kind === 'clean').every(({ halvings }) => halvings === undefined)).toBe(true);
    await engine.lab.close();
  });

  it('a model that cannot be trained for want of a device costs its own cells only', async () => {
    const folder = await tinyLab();
    let trainings = 0;
    const { engine, pool } = bench(folder, {
      onJob: (job) => {
        if (job.kind !== 'train') return;
        trainings += 1;
        if (trainings === 1) throw new LabError('out-of-memory', 'There is no memory left.');
      },
    });
    await expect(runStudy(tinyPlan(), engine)).rejects.toMatchObject({
      code: 'out-of-memory',
      where: expect.stringMatching(/^The training of .* · seed 0$/) as string,
    });
    expect(pool.jobs.filter(({ kind }) => kind === 'train')).toHaveLength(4);
    expect(pool.jobs.filter(({ kind }) => kind === 'evaluate').length).toBeGreaterThan(5);
    await engine.lab.close();
  });

  it.each([
    ['an engine that stops leaves an interrupted run', engineStops, ['created', 'started']],
    ['a pause is noted', workPauses, ['created', 'started', 'paused']],
  ])('%s', async (_, reason, expected) => {
    const folder = await tinyLab();
    const { engine, abort, pool } = bench(folder, { pace: 5 });
    const run = runStudy(tinyPlan(), engine).catch((error: unknown) => error);
    await expect.poll(() => pool.jobs.length).toBeGreaterThan(5);
    const id = await onlyRun(folder);
    abort.abort(reason);
    expect(await run).toMatchObject({ code: 'cancelled' });
    expect((await summarise(folder, await readRun(folder, id), unexpected)).state).toBe('interrupted');
    const events = await readEvents(runFiles.events(layout.run(folder, id)), unexpected);
    expect(events.map(({ event }) => event)).toEqual(expected);
    await engine.lab.close();
  });

  it.each([
    [
      'a number that JSON cannot hold',
      (record: SampleRecord) => ({ ...record, clean: { logits: [NaN], predicted: 0 } }),
    ],
    ['another row', (record: SampleRecord) => ({ ...record, row: record.row + 1 })],
    ['another cell', (record: SampleRecord) => ({ ...record, cell: 'other' })],
  ])('a worker that answers with %s stops the run; nothing of it is written', async (_, spoiled) => {
    const folder = await tinyLab();
    const { engine } = bench(folder, { spoil: (records) => records.map(spoiled) });
    await expect(runStudy(tinyPlan(), engine)).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringMatching(/^A device worker gave /) as string,
    });
    expect(await recordsOf(folder, await onlyRun(folder))).toEqual([]);
    await engine.lab.close();
  });
});

describe('resuming', () => {
  /** A run that was stopped half way, and the lab folder it is in. */
  async function halfRun(): Promise<{ folder: string; id: string; file: string }> {
    const folder = await tinyLab();
    const first = bench(folder, {
      onJob: (_, index) => {
        if (index === 20) first.abort.abort(engineStops);
      },
    });
    await runStudy(tinyPlan(), first.engine).catch(() => undefined);
    await first.engine.lab.close();
    const id = await onlyRun(folder);
    return { folder, id, file: runFiles.records(layout.run(folder, id)) };
  }

  async function resumed(folder: string, id: string, options = resume, device: DeviceKind = 'wasm'): Promise<Bench> {
    const second = bench(folder, {}, device);
    try {
      expect(await goOn(id, second.engine, options)).toMatchObject({
        state: 'finished',
        records: 200,
      });
    } finally {
      await second.engine.lab.close();
    }
    return second;
  }

  it('computes only what is missing, on the original micro-batches', async () => {
    const { folder, id, file } = await halfRun();
    const kept = (await readRecords(file, 0, 1000)).records;
    // As a crash between two writes of one batch leaves it: the batch is there in part.
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    await writeFile(file, `${lines.slice(0, -3).join('\n')}\n`);
    const { pool } = await resumed(folder, id);
    expect(pool.jobs.filter((job) => job.kind === 'train')).toHaveLength(0);
    const rows = (await readRun(folder, id)).expansion.rows;
    const batches = [rows.slice(0, 8), rows.slice(8, 16), rows.slice(16)];
    for (const job of pool.jobs) expect(batches).toContainEqual(job.kind === 'evaluate' ? job.rows : []);
    const computed = pool.jobs.reduce((sum, job) => sum + (job.kind === 'evaluate' ? job.rows.length : 0), 0);
    expect(computed).toBeLessThan(200 - kept.length + 9);
    expect(await recordsOf(folder, id)).toEqual((await reference()).records);
  });

  it('drops a torn last record and notes it', async () => {
    const { folder, id, file } = await halfRun();
    await truncate(file, (await stat(file)).size - 7);
    await resumed(folder, id);
    expect(await recordsOf(folder, id)).toEqual((await reference()).records);
    const events = await readEvents(runFiles.events(layout.run(folder, id)), unexpected);
    expect(events.find(({ event }) => event === 'resumed')?.note).toMatch(
      /^Dropped a torn last record of \d+ bytes\.$/,
    );
  });

  it('refuses damaged records, and repairs them when told to', async () => {
    const { folder, id, file } = await halfRun();
    const content = await readFile(file);
    content[content.indexOf('\n') + 30] ^= 4;
    await writeFile(file, content);
    await expect(resumed(folder, id)).rejects.toMatchObject({
      code: 'damaged',
      where: `${file}, line 2`,
      message: 'has a wrong checksum; the record is damaged.',
      remedy: expect.stringContaining(`\`muroan study resume ${id} --repair\``) as string,
    });
    await resumed(folder, id, { force: false, repair: true });
    expect(await recordsOf(folder, id)).toEqual((await reference()).records);
    const aside = await readFile(runFiles.damagedRecords(layout.run(folder, id)));
    expect(aside.equals(content.subarray(content.indexOf('\n') + 1, aside.length + content.indexOf('\n') + 1))).toBe(
      true,
    );
    const events = await readEvents(runFiles.events(layout.run(folder, id)), unexpected);
    expect(events.find(({ event }) => event === 'resumed')?.note).toBe('Set 1 damaged line aside.');
  });

  it('finds records that a finished run lost', async () => {
    const folder = await tinyLab();
    const { engine } = bench(folder);
    const { id } = await runStudy(tinyPlan(), engine);
    await engine.lab.close();
    const file = runFiles.records(layout.run(folder, id));
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    await writeFile(file, `${lines.slice(0, 100).join('\n')}\n`);
    expect(await summarise(folder, await readRun(folder, id), unexpected)).toMatchObject({
      state: 'interrupted',
      records: 100,
    });
    await resumed(folder, id);
    expect(await recordsOf(folder, id)).toEqual((await reference()).records);
  });

  it('is no more finished when a record is damaged afterwards', async () => {
    const { folder, id, file } = await halfRun();
    await resumed(folder, id);
    const content = await readFile(file);
    content[content.indexOf('\n') + 30] ^= 4;
    await writeFile(file, content);
    expect(await summarise(folder, await readRun(folder, id), unexpected)).toMatchObject({
      state: 'interrupted',
      records: 199,
    });
  });

  it('refuses a plan that was changed', async () => {
    const { folder, id } = await halfRun();
    const file = runFiles.description(layout.run(folder, id));
    await writeFile(file, (await readFile(file, 'utf8')).replace('"steps": 2', '"steps": 3'));
    await expect(resumed(folder, id)).rejects.toMatchObject({
      code: 'damaged',
      where: file,
      message: 'holds another plan than the one this run was started with: its hash differs.',
    });
  });

  it('refuses data that changed', async () => {
    const { folder, id } = await halfRun();
    await rm(layout.dataset(folder, 'tiny'), { recursive: true });
    await writeTinyDataset(folder, 'tiny', 141);
    await expect(resumed(folder, id)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('was computed on other data') as string,
    });
  });

  it('refuses another version of an attack', async () => {
    const { folder, id } = await halfRun();
    const file = runFiles.description(layout.run(folder, id));
    const { version } = factsOf({ name: 'decoupling' });
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replaceAll(`"version": ${version},`, `"version": ${version + 1},`));
    await expect(resumed(folder, id)).rejects.toMatchObject({
      code: 'conflict',
      message: `used version ${version + 1} of the attack "decoupling"; this app has version ${version}.`,
    });
  });

  it('refuses cells that this app does not make of the plan', async () => {
    const { folder, id } = await halfRun();
    const { expansion } = await readRun(folder, id);
    const model = expansion.cells.find((cell) => cell.kind === 'model' && cell.role === 'baseline')!;
    const file = runFiles.description(layout.run(folder, id));
    // As it would be called if training meant something else.
    const renamed = Array.from(model.id).reverse().join('');
    await writeFile(file, (await readFile(file, 'utf8')).replaceAll(`"${model.id}"`, `"${renamed}"`));
    await expect(resumed(folder, id)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('consists of other cells than this app makes of its plan') as string,
    });
  });

  it('goes on with a training from its checkpoint, and with one that has none from the start', async () => {
    const folder = await tinyLab();
    const first = bench(folder, {
      size: 1,
      pace: 5,
      onCheckpoint: (step) => {
        if (step === 2) first.abort.abort(engineStops);
      },
    });
    await runStudy(tinyPlan(), first.engine).catch(() => undefined);
    await first.engine.lab.close();
    const trainings = ({ jobs }: FakePool) => jobs.filter((job) => job.kind === 'train');
    const [begun] = trainings(first.pool);
    expect(begun.checkpoint).toBeNull();
    expect(trainings(first.pool)).toHaveLength(1);

    const read: string[] = [];
    const second = bench(folder, {
      onJob: (job) => {
        if (job.kind === 'train' && job.checkpoint !== null) read.push(readFileSync(job.checkpoint, 'utf8'));
      },
    });
    await goOn(await onlyRun(folder), second.engine);
    await second.engine.lab.close();
    const again = trainings(second.pool);
    expect(again).toHaveLength(4);
    expect(again.filter(({ checkpoint }) => checkpoint !== null).map(({ spec }) => spec)).toEqual([begun.spec]);
    expect(read).toEqual([expect.stringMatching(/^step [12]$/)]);
  });

  it('refuses another device unless forced, and notes it', async () => {
    const { folder, id } = await halfRun();
    await expect(resumed(folder, id, resume, 'cpu')).rejects.toMatchObject({ code: 'conflict', where: 'device' });
    await resumed(folder, id, { force: true, repair: false }, 'cpu');
    const events = await readEvents(runFiles.events(layout.run(folder, id)), unexpected);
    expect(events.find(({ event }) => event === 'resumed')).toMatchObject({
      device: 'cpu',
      note: 'Forced on the device "cpu" after "wasm".',
    });
  });

  it('goes on on other hardware, says so and notes it', async () => {
    const { folder, id } = await halfRun();
    const { engine, warnings } = bench(folder, { hardware: 'another processor' });
    await goOn(id, engine);
    await engine.lab.close();
    const note = 'Goes on on another processor after a processor.';
    expect(warnings).toEqual([expect.stringContaining(note)]);
    const events = await readEvents(runFiles.events(layout.run(folder, id)), unexpected);
    expect(events.find(({ event }) => event === 'resumed')).toMatchObject({ hardware: 'another processor', note });
  });

  it('notes what is said of its device', async () => {
    const { folder, id } = await halfRun();
    const { engine, pool, warnings } = bench(folder);
    const passedOver = 'The device webgpu is passed over: No.';
    await goOn(id, {
      ...engine,
      pool: (_device, onWarning) => {
        onWarning(passedOver);
        return Promise.resolve(pool);
      },
    });
    await engine.lab.close();
    expect(warnings).toEqual([passedOver]);
    const events = await readEvents(runFiles.events(layout.run(folder, id)), unexpected);
    expect(events.map(({ note }) => note)).toEqual([null, null, passedOver, null]);
  });

  it('does nothing to a finished run', async () => {
    const { folder, id } = await halfRun();
    await resumed(folder, id);
    const { pool } = await resumed(folder, id);
    expect(pool.jobs).toEqual([]);
  });

  it('does not mind a torn event', async () => {
    const { folder, id } = await halfRun();
    await appendFile(runFiles.events(layout.run(folder, id)), 'deadbeef {"at":"20');
    await resumed(folder, id);
    const events = await readEvents(runFiles.events(layout.run(folder, id)), unexpected);
    expect(events.map(({ event }) => event)).toEqual(['created', 'started', 'resumed', 'finished']);
  });

  it('leaves a damaged event out and says so', async () => {
    const { folder, id } = await halfRun();
    const file = runFiles.events(layout.run(folder, id));
    const lines = (await readFile(file, 'utf8')).split('\n');
    await writeFile(file, [lines[0], 'deadbeef {}', ...lines.slice(1)].join('\n'));
    const { warnings } = await resumed(folder, id);
    expect(warnings[0]).toContain(`${file}, line 2: does not hold the event that was written`);
    const events = await readEvents(file, () => undefined);
    expect(events.map(({ event }) => event)).toEqual(['created', 'started', 'resumed', 'finished']);
  });
});

describe('progress', () => {
  it('arrives at most ten times a second, and its last word is the end of each stage', async () => {
    const folder = await tinyLab();
    const { engine } = bench(folder, { pace: 150 });
    const arrivals: { readonly at: number; readonly report: Progress }[] = [];
    const { sink, flush } = coalesce((report) => {
      arrivals.push({ at: performance.now(), report });
    });
    await runStudy(tinyPlan(), { ...engine, onProgress: sink });
    flush();
    await engine.lab.close();
    expect(arrivals.length).toBeGreaterThan(4);
    for (const { at } of arrivals) {
      expect(arrivals.filter((other) => other.at >= at && other.at < at + 1000).length).toBeLessThanOrEqual(10);
    }
    const attack = arrivals.filter(({ report }) => report.stage === 'attack').at(-1)!.report;
    expect(attack).toMatchObject({ done: 120, total: 120, unit: 'records', remaining: expect.anything() as number });
    expect(attack.label).toBe('Decoupling, PGD-2 l∞');
    expect(attack.detail).toMatch(/^(concat|product) · (Decoupling|PGD-2 l∞)$/);
    // One stage at a time, though the engine works on several.
    const stages = arrivals.map(({ report }) => report.stage);
    expect(stages.filter((stage, index) => stage !== stages[index - 1])).toEqual(['training', 'clean', 'attack']);
  });
});
