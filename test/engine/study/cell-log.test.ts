import { appendFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { Lab } from '../../../src/engine/lab/lab';
import { layout, runFiles } from '../../../src/engine/lab/layout';
import { readRunLog } from '../../../src/engine/lab/run-log';
import { runIds } from '../../../src/engine/lab/runs';
import type { StudyEngine } from '../../../src/engine/study/run';
import { engineStops } from '../../../src/engine/study/stop-reasons';
import { LabError } from '../../../src/shared/errors';
import { resumed, runStudy } from '../../support/study-runs';
import { tinyLab } from '../../support/tiny-lab';
import { tinyPlan } from '../../support/tiny-study';
import { FakePool, type FakePoolOptions } from './fake-pool';

function engineOn(folder: string, options: FakePoolOptions = {}): StudyEngine & { readonly abort: AbortController } {
  const abort = new AbortController();
  return {
    abort,
    lab: new Lab(folder),
    pool: () => Promise.resolve(new FakePool(options)),
    devices: ['wasm'],
    appVersion: '0.0.0-test',
    predictors: false,
    signal: abort.signal,
    onProgress: () => undefined,
    onCurve: () => undefined,
    onTrained: () => undefined,
    onWarning: () => undefined,
  };
}

async function logOf(folder: string, run: string): Promise<readonly string[]> {
  const { lines } = await readRunLog(folder, run, 0, 1000);
  return lines.map(({ level, text }) => `${level} ${text}`);
}

const pgd = 'concat · seed 0 · PGD-2 l∞ · image 0.05';

describe('the log of a run', () => {
  it('tells what began and what it came to, with model, attack and seeds', async () => {
    const folder = await tinyLab();
    const engine = engineOn(folder);
    const { id } = await runStudy(tinyPlan(), engine);
    await engine.lab.close();
    const log = await logOf(folder, id);
    expect(log).toContain('info concat · seed 0: training begins on wasm.');
    expect(log).toContain('info concat · seed 0: trained in 1.0 s; kept is epoch 1 of 0.');
    const begun = log.filter((line) => line.endsWith(': begins, 20 samples, seed 0.'));
    expect(begun).toContain('info concat · seed 0 · Decoupling · image + text: begins, 20 samples, seed 0.');
    // Two models under a removal and two budgets, each told once, and told apart.
    expect(begun).toHaveLength(6);
    expect(new Set(begun).size).toBe(6);
    expect(log.filter((line) => line.endsWith(': complete, 20 records.'))).toHaveLength(10);
    expect(log.every((line) => line.startsWith('info '))).toBe(true);
  });

  it('names faults of records as they arise and sums them up', async () => {
    const folder = await tinyLab();
    const engine = engineOn(folder, {
      spoil: (records) =>
        records.map((record) => (record.kind === 'perturbation' ? { ...record, claimed: true } : record)),
      onJob: (job) => {
        if (job.kind === 'evaluate' && job.cell.kind === 'clean' && job.rows.length > 4) {
          throw new LabError('out-of-memory', 'A worker ended.');
        }
      },
    });
    const { id } = await runStudy(tinyPlan(), engine);
    await engine.lab.close();
    const warnings = (await logOf(folder, id)).filter((line) => line.startsWith('warning '));
    expect(warnings.filter((line) => line.includes('without an attack: memory ran out'))).toHaveLength(4);
    const claimed = warnings.filter((line) => line.includes(pgd));
    expect(claimed).toHaveLength(2);
    expect(claimed[0]).toMatch(/: a success that the attack claimed did not hold/);
    expect(claimed[1]).toMatch(/: 20 of the records just computed: a success that the attack claimed/);
  });

  it('tells of lost work, and of workers replaced after the beginning', async () => {
    const folder = await tinyLab();
    let warn: (text: string) => void = () => undefined;
    const pool = new FakePool({
      onJob: (job, index) => {
        if (index === 1) warn('A wasm worker was replaced: it ended.');
        if (job.kind === 'evaluate' && job.cell.kind === 'attack' && job.rows.length === 4) {
          throw new LabError('device-lost', 'A wasm worker ended unexpectedly.');
        }
      },
    });
    const engine: StudyEngine = {
      ...engineOn(folder),
      pool: (_, onWarning) => {
        warn = onWarning;
        return Promise.resolve(pool);
      },
    };
    await expect(runStudy(tinyPlan(), engine)).rejects.toMatchObject({ code: 'device-lost' });
    await engine.lab.close();
    const [id] = await runIds(folder);
    const log = await logOf(folder, id);
    expect(log).toContain('warning A wasm worker was replaced: it ended.');
    expect(log.filter((line) => line.includes('could not be computed, the run goes on without it'))).toHaveLength(6);
  });

  it('is there after an interruption, and a resumption adds to it', async () => {
    const folder = await tinyLab();
    const engine = engineOn(folder, {
      pace: 2,
      onJob: (_, index) => {
        if (index === 8) engine.abort.abort(engineStops);
      },
    });
    await expect(runStudy(tinyPlan(), engine)).rejects.toMatchObject({ code: 'cancelled' });
    await engine.lab.close();
    const [id] = await runIds(folder);
    const before = await logOf(folder, id);
    expect(before.length).toBeGreaterThan(4);
    // As a crash in the middle of a line leaves it.
    await appendFile(runFiles.log(layout.run(folder, id)), '1234abcd {"at":"20');
    const second = engineOn(folder);
    await resumed(id, second);
    await second.lab.close();
    const after = await logOf(folder, id);
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.slice(before.length)).toContain('info concat · seed 0: trained already, the lab has it.');
    expect(after.filter((line) => line.includes(': complete, 20 records.'))).toHaveLength(10);
  });

  it('that cannot be written costs a warning, not the run', async () => {
    const folder = await tinyLab();
    const warnings: string[] = [];
    const engine: StudyEngine = {
      ...engineOn(folder),
      onWarning: (text) => warnings.push(text),
      pool: async () => {
        // Something else writes to the log once it is open.
        const [id] = await runIds(folder);
        await writeFile(runFiles.log(layout.run(folder, id)), 'not ours\n');
        return new FakePool();
      },
    };
    expect(await runStudy(tinyPlan(), engine)).toMatchObject({ state: 'finished', records: 200 });
    await engine.lab.close();
    expect(warnings).toEqual([expect.stringMatching(/^The log of the run could not be kept: has 9 bytes/)]);
  });
});
