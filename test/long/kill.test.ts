import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { layout, modelFiles, runFiles } from '../../src/engine/lab/layout';
import { readSafetensors } from '../../src/engine/models/safetensors';
import { randomFrom } from '../../src/engine/random';
import { Standing } from '../../src/engine/training/checkpoint';
import { startEngine, type EngineClient } from '../../src/host/engine-client';
import { shortId } from '../../src/shared/identity';
import type { StudyPlan } from '../../src/shared/plan/plan';
import type { RunSummary } from '../../src/shared/runs/run';
import { recordsOf, tinyLab, weightsOf } from '../support/tiny-lab';
import { tinyPlan } from '../support/tiny-study';

const KILLS = 20;
const KILLS_IN_A_ROW = 4;

/** Trains long enough to be killed between checkpoints, and attacks in many small batches. */
const plan: StudyPlan = tinyPlan({
  subjects: tinyPlan().subjects.map((subject) => ({ ...subject, training: { ...subject.training, epochs: 12 } })),
  microBatch: 3,
});

async function onlyRun(engine: EngineClient): Promise<RunSummary | undefined> {
  return (await engine.request('runs.list', {})).runs.at(0);
}

/** Computes the lab's only run to its end, whether it exists yet or not. */
async function computed(engine: EngineClient): Promise<RunSummary> {
  const run = await onlyRun(engine);
  return run === undefined
    ? engine.request('studies.run', { plan })
    : engine.request('studies.resume', { run: run.id, force: false, repair: false });
}

async function withEngine<Result>(lab: string, work: (engine: EngineClient) => Promise<Result>): Promise<Result> {
  const engine = await startEngine({ lab, workers: 2 });
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
}

/** Epochs that the checkpoints on the disk have behind them, by model folder. */
function epochsKept(lab: string): ReadonlyMap<string, number> {
  const folders = existsSync(layout.models(lab)) ? readdirSync(layout.models(lab)) : [];
  return new Map(
    folders.flatMap((name) => {
      const file = modelFiles.checkpoint(path.join(layout.models(lab), name));
      if (!existsSync(file)) return [];
      const { metadata } = readSafetensors(readFileSync(file), file);
      return [[name, Standing.parse(JSON.parse(metadata.standing)).epoch] as const];
    }),
  );
}

/** How far a study has come: trained models, bytes of records. */
interface Reached {
  readonly models: number;
  readonly bytes: number;
}

/** What lies on the disk, read without the engine. */
function reached(lab: string): Reached {
  const folders = (parent: string): readonly string[] => (existsSync(parent) ? readdirSync(parent) : []);
  const models = folders(layout.models(lab)).filter((name) =>
    existsSync(modelFiles.description(layout.model(lab, name))),
  );
  const bytes = folders(layout.runs(lab)).map((run) => {
    const file = runFiles.records(layout.run(lab, run));
    return existsSync(file) ? statSync(file).size : 0;
  });
  return { models: models.length, bytes: bytes.reduce((sum, size) => sum + size, 0) };
}

/**
 * The moments of a row of kills, in the order of the work. They are spread over the work, not over the clock: machines
 * differ in how much of the time each stage takes. Half lie in the training of the models, half among the records.
 */
function moments(whole: Reached, first: number): readonly Reached[] {
  return Array.from({ length: KILLS_IN_A_ROW }, (_, row) => randomFrom('kill', first + row).uniform() * 2)
    .sort((a, b) => a - b)
    .map((place) =>
      place < 1
        ? { models: Math.floor(place * whole.models), bytes: 0 }
        : { models: whole.models, bytes: (place - 1) * whole.bytes },
    );
}

describe('a study whose engine is killed', () => {
  it(`gives the same records and weights after ${KILLS} kills at random moments as without`, async () => {
    const lab = await tinyLab();
    const started = performance.now();
    const { id } = await withEngine(lab, computed);
    const duration = performance.now() - started;
    const whole = reached(lab);
    const expected = { records: await recordsOf(lab, id), weights: await weightsOf(lab) };

    const met = { untrained: 0, partlyTrained: 0, partlyRecorded: 0, trainingsGoneOnWith: 0 };
    for (let kill = 0; kill < KILLS; kill += KILLS_IN_A_ROW) {
      const lab = await tinyLab();
      for (const [row, aim] of moments(whole, kill).entries()) {
        const kept = epochsKept(lab);
        const firstTold = new Map<string, number>();
        const engine = await startEngine({
          lab,
          workers: 2,
          onNotification: ({ name, content }) => {
            if (name !== 'models.progress') return;
            const { model, curve } = content;
            if (!firstTold.has(shortId(model))) firstTold.set(shortId(model), curve.length);
          },
        });
        const study = { over: false };
        const outcome = computed(engine)
          .catch((error: unknown) => error)
          .finally(() => (study.over = true));
        const isThere = ({ models, bytes }: Reached): boolean => models >= aim.models && bytes >= aim.bytes;
        while (!study.over && !isThere(reached(lab))) await setTimeout(1);
        // While models are trained nothing is to be seen from outside: somewhere within the next one.
        if (aim.bytes === 0) {
          await setTimeout((randomFrom('delay', kill + row).uniform() * duration) / whole.models);
        }
        process.kill(engine.pid, 'SIGKILL');
        await outcome;
        await engine.close();

        for (const [name, epochs] of firstTold) {
          const before = kept.get(name) ?? 0;
          // A training that goes on tells what it has before it adds to it.
          expect(epochs, 'epochs first told').toBe(Math.max(before, 1));
          if (before > 0) met.trainingsGoneOnWith += 1;
        }

        const [state, models] = await withEngine(
          lab,
          async (reader) => [await onlyRun(reader), (await reader.request('models.list', {})).length] as const,
        );
        if (state === undefined || state.state === 'finished') continue;
        expect(state.state).toBe('interrupted');
        if (models === 0) met.untrained += 1;
        else if (models < whole.models) met.partlyTrained += 1;
        else if (state.records > 0 && state.records < state.recordsExpected) met.partlyRecorded += 1;
      }
      const summary = await withEngine(lab, computed);
      expect(summary).toMatchObject({ state: 'finished', records: expected.records.length });
      expect(await recordsOf(lab, summary.id)).toEqual(expected.records);
      expect(await weightsOf(lab)).toEqual(expected.weights);
    }
    console.log(`uninterrupted: ${(duration / 1000).toFixed(1)} s; kills met`, met);
    // Otherwise the kills have missed what they were to hit.
    expect(met.untrained).toBeGreaterThan(1);
    expect(met.untrained + met.partlyTrained).toBeGreaterThan(3);
    expect(met.partlyRecorded).toBeGreaterThan(1);
    expect(met.trainingsGoneOnWith).toBeGreaterThan(1);
  });
});
