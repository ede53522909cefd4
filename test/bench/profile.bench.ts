/** Where the time of PGD and of decoupling goes, kernel by kernel, on one worker of every device of `bench:peers`. */
import { it } from 'vitest';
import { AttackChoice, type DecouplingChoice, type PgdChoice } from '../../src/shared/attacks/attack';
import { openDataset } from '../../src/engine/data/open';
import { select } from '../../src/engine/data/select';
import { buildCrew, startCrew } from './crew/crew';
import { hasNative, onWorkers } from './devices';
import { extent } from './extent';
import type { ProfileWork } from './profile/worker';
import { openReport, type Table } from './report';
import { rounded, threeDigits } from './spread';
import { trainTwoViews } from './two-views/prepare';

const SAMPLES = extent(256, 64);
/** Kernels that take less of the time are summed up. */
const LEAST_SHARE = 0.01;
const pgd = AttackChoice.parse({
  name: 'pgd',
  budgets: [{ colour: 4 / 255, grey: 4 / 255 }],
}) as PgdChoice;
const decoupling = AttackChoice.parse({
  name: 'decoupling',
  modalities: ['colour', 'grey'],
  maxQueries: 50,
}) as DecouplingChoice;
const attacks = [
  ['PGD-20', pgd],
  ['Decoupling', decoupling],
] as const;

it('where the time of PGD and of decoupling goes', async () => {
  const trained = await trainTwoViews();
  const report = openReport('profile');
  const program = await buildCrew('test/bench/profile/worker.ts');
  const dataset = await openDataset(trained.dataset);
  const rows = select(dataset, { split: 'test', count: SAMPLES, seed: 0 });
  const devices = [
    onWorkers('wasm', 'wasm', 1),
    ...((await hasNative()) ? [onWorkers('native', 'tensorflow-cpu', 1)] : []),
  ];
  const tables: Record<string, Table> = {};
  for (const { title, device, threads, hosting } of devices) {
    const crew = await startCrew<ProfileWork>(program, { ...trained, device }, threads, hosting);
    try {
      for (const [attack, choice] of attacks) {
        // The first time warms up the compiler.
        await crew.ask({ rows, batch: 64, choice });
        const [answer] = (await crew.ask({ rows, batch: 64, choice })).answers;
        tables[`${attack} on ${SAMPLES} samples, batch 64, ${title}`] = table(answer);
      }
    } finally {
      await crew.close();
    }
  }
  await report.store(tables, { samples: SAMPLES, batch: 64 });
});

function table({ kernels, milliseconds }: ProfileWork['answer']): Table {
  const within = kernels.reduce((sum, [, time]) => sum + time.milliseconds, 0);
  const isLarge = (time: number): boolean => time >= LEAST_SHARE * milliseconds;
  const rest = kernels.filter(([, time]) => !isLarge(time.milliseconds));
  const row = (kernel: string, calls: number, time: number): object => ({
    kernel,
    calls,
    'ms, all calls': threeDigits(time),
    'of the time, %': rounded((100 * time) / milliseconds, 1),
  });
  return [
    ...kernels
      .filter(([, time]) => isLarge(time.milliseconds))
      .sort(([, a], [, b]) => b.milliseconds - a.milliseconds)
      .map(([name, time]) => row(name, time.calls, time.milliseconds)),
    row(
      `${rest.length} others`,
      rest.reduce((sum, [, { calls }]) => sum + calls, 0),
      rest.reduce((sum, [, time]) => sum + time.milliseconds, 0),
    ),
    row('outside of kernels', 1, milliseconds - within),
  ];
}
