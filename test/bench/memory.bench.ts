/**
 * Memory of a long run: trainings, clean cells and every attack, round after round, while the engine says how much it
 * holds. Ten minutes by default; MINUTES=60 for the hour that is promised.
 */
import path from 'node:path';
import { expect, it } from 'vitest';
import { demoPlans } from '../../src/shared/planning/demo-plans';
import { isCancelled } from '../../src/shared/errors';
import { startEngine } from '../../src/host/engine-client';
import { temporaryFolder } from '../support/temporary-folder';
import { openReport } from './report';

const MINUTES = Number(process.env.MINUTES ?? 10);
/** What a run may hold at its end, of what it held once everything had been loaded and compiled. */
const ALLOWED_GROWTH = 1.1;
/** The first part of the time, in which models are trained and caches fill. */
const WARM_UP = 0.3;

it(
  `memory over ${MINUTES} minutes`,
  async () => {
    const report = openReport('memory');
    const samples: { readonly seconds: number; readonly megabytes: number }[] = [];
    const started = performance.now();
    const seconds = (): number => (performance.now() - started) / 1000;
    const engine = await startEngine({
      lab: path.join(await temporaryFolder(), 'lab'),
      onNotification: ({ name, content }) => {
        if (name === 'heartbeat') samples.push({ seconds: seconds(), megabytes: content.memory / 2 ** 20 });
      },
    });
    const end = new AbortController();
    const timer = setTimeout(() => {
      end.abort();
    }, MINUTES * 60_000);
    const [plan] = demoPlans('quick');
    await engine.request('data.prepare', { dataset: plan.data.dataset });
    let runs = 0;
    try {
      // New seeds every time: nothing is known from the last round.
      for (; !end.signal.aborted; runs += 1) {
        const seeds = [runs];
        const again = { ...plan, seeds, attackSeed: runs, name: `Round ${runs}` };
        await engine.request('studies.run', { plan: again }, { signal: end.signal });
      }
    } catch (error) {
      if (!isCancelled(error)) throw error;
    } finally {
      clearTimeout(timer);
      await engine.close();
    }
    const total = MINUTES * 60;
    const settled = largest(samples.filter((one) => one.seconds < WARM_UP * total));
    const last = largest(samples.filter((one) => one.seconds > (1 - WARM_UP) * total));
    await report.store({
      memory: [
        {
          minutes: MINUTES,
          'studies finished': runs,
          'MB at the most, first 30 %': Math.round(settled),
          'MB at the most, last 30 %': Math.round(last),
          'last / first': Number((last / settled).toFixed(3)),
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
