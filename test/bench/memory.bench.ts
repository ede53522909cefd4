/**
 * Memory of a long run: trainings, clean cells and every attack, round after round, while the engine says how much it
 * holds. Rounds are short, so that what each leaves behind adds up. Ten minutes by default; MINUTES=60 for the hour that
 * is promised.
 */
import path from 'node:path';
import { expect, it } from 'vitest';
import { demoPlans } from '../../src/shared/planning/demo-plans';
import { StudyPlan } from '../../src/shared/plan/plan';
import { isCancelled } from '../../src/shared/errors';
import { startEngine } from '../../src/host/engine-client';
import { temporaryFolder } from '../support/temporary-folder';
import { openReport } from './report';

const MINUTES = Number(process.env.MINUTES ?? 10);
/** What a run may hold at its end, of what it held once everything had been loaded and compiled. */
const ALLOWED_GROWTH = 1.1;
/** Rounds below which no third of them is worth a look. */
const FEWEST = 9;
const EPOCHS = 1;
const SAMPLES = 40;

it(
  `memory over ${MINUTES} minutes`,
  async () => {
    const report = openReport('memory');
    const held: { readonly round: number; readonly megabytes: number }[] = [];
    let round = 0;
    const engine = await startEngine({
      lab: path.join(await temporaryFolder(), 'lab'),
      onNotification: ({ name, content }) => {
        if (name === 'heartbeat') held.push({ round, megabytes: content.memory / 2 ** 20 });
      },
    });
    const end = new AbortController();
    const timer = setTimeout(() => {
      end.abort();
    }, MINUTES * 60_000);
    const [demo] = demoPlans('quick');
    const plan = StudyPlan.parse({
      ...demo,
      data: { ...demo.data, selection: { ...demo.data.selection, count: SAMPLES } },
      subjects: demo.subjects.map((subject) => ({ ...subject, training: { ...subject.training, epochs: EPOCHS } })),
    });
    await engine.request('data.prepare', { dataset: plan.data.dataset });
    try {
      // New seeds every time: nothing is known from the last round.
      for (; !end.signal.aborted; round += 1) {
        const seeds = [round];
        const again = { ...plan, seeds, attackSeed: round, name: `Round ${round}` };
        await engine.request('studies.run', { plan: again }, { signal: end.signal });
      }
    } catch (error) {
      if (!isCancelled(error)) throw error;
    } finally {
      clearTimeout(timer);
      await engine.close();
    }
    // In the first third everything is loaded and compiled, and caches and heaps fill; the last round was broken off.
    expect(round).toBeGreaterThanOrEqual(FEWEST);
    const third = Math.floor(round / 3);
    const settled = largest(held.filter((one) => one.round >= third && one.round < round - third));
    const last = largest(held.filter((one) => one.round >= round - third && one.round < round));
    await report.store({
      memory: [
        {
          minutes: MINUTES,
          'studies finished': round,
          'MB at the most, second third': Math.round(settled),
          'MB at the most, last third': Math.round(last),
          'last / second': Number((last / settled).toFixed(3)),
        },
      ],
    });
    expect(last / settled).toBeLessThan(ALLOWED_GROWTH);
  },
  (MINUTES + 5) * 60_000,
);

function largest(samples: readonly { readonly megabytes: number }[]): number {
  return Math.max(...samples.map(({ megabytes }) => megabytes));
}
