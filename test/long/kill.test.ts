import { describe, expect, it } from 'vitest';
import { randomFrom } from '../../src/engine/random';
import { startEngine, type EngineClient } from '../../src/host/engine-client';
import type { StudyPlan } from '../../src/shared/plan';
import type { RunSummary } from '../../src/shared/run';
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

describe('a study whose engine is killed', () => {
  it(`gives the same records and weights after ${KILLS} kills at random moments as without`, async () => {
    const whole = await tinyLab();
    const started = performance.now();
    const { id } = await withEngine(whole, computed);
    const duration = performance.now() - started;
    const expected = { records: await recordsOf(whole, id), weights: await weightsOf(whole) };

    const met = { untrained: 0, partlyTrained: 0, partlyRecorded: 0 };
    for (let kill = 0; kill < KILLS;) {
      const lab = await tinyLab();
      for (let row = 0; row < KILLS_IN_A_ROW && kill < KILLS; row += 1, kill += 1) {
        // Later kills of a row come sooner after the start, since less is left to do.
        const moment = (randomFrom('kill', kill).uniform() * 0.9 * duration) / (1 + row / 2);
        const engine = await startEngine({ lab, workers: 2 });
        const outcome = computed(engine).catch((error: unknown) => error);
        await new Promise((resolve) => setTimeout(resolve, moment));
        process.kill(engine.pid, 'SIGKILL');
        await outcome;
        await engine.close();

        const [state, models] = await withEngine(
          lab,
          async (reader) => [await onlyRun(reader), (await reader.request('models.list', {})).length] as const,
        );
        if (state === undefined || state.state === 'finished') continue;
        expect(state.state).toBe('interrupted');
        if (models === 0) met.untrained += 1;
        else if (models < 4) met.partlyTrained += 1;
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
  });
});
