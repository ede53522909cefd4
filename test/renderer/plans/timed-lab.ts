import type { Expansion } from '../../../src/shared/plan/plan';
import { LabError } from '../../../src/shared/errors';
import { syntheticRun } from '../../analysis/synthetic-run';
import { fakeLab, type Answers, type FakeLab } from '../fake-lab';

const { run, models } = syntheticRun({ count: 20 });

/** A plan of 20 samples, none of whose models is trained. */
export const { plan } = run;
export const expansion: Expansion = { ...run.expansion, trainedModels: [] };

const nothingComputed: Answers = {
  'queue.show': () => ({ items: [] }),
  'models.list': () => [],
  'runs.list': () => ({ runs: [], unreadable: [] }),
  'lab.describe': () => size,
  'studies.check': () => expansion,
  'models.describe': () => {
    throw new LabError('invalid', 'cannot be timed.');
  },
  'devices.list': () => ({ busy: false, devices: [] }),
};
const area = { bytes: 1000, files: 1 };
const size = { data: area, models: area, runs: area, reports: area, caches: area, total: area, free: 1e9 } as never;

/** A lab that has computed nothing, and cannot time anything. */
export function freshLab(answers: Answers = {}): FakeLab {
  return fakeLab({ ...nothingComputed, ...answers });
}

/** One that has run the plan: every model trained in 12.5 s, every cell in 2 s a sample on two workers. */
export function computedLab(answers: Answers = {}): FakeLab {
  const { id, name, state, createdAt } = { id: run.id, name: plan.name, state: 'finished', createdAt: run.createdAt };
  return freshLab({
    'models.list': () => [...models],
    'runs.list': () => ({
      runs: [{ id, name, state, createdAt, records: run.expansion.records } as never],
      unreadable: [],
    }),
    'runs.costs': () => ({
      ...{ format: 'muroan.run-costs', formatVersion: 1, workers: 2 },
      cells: Object.fromEntries(
        expansion.cells.flatMap((cell) => (cell.kind === 'model' ? [] : [[cell.id, { seconds: 20, samples: 10 }]])),
      ),
    }),
    'runs.show': () => ({ description: run }) as never,
    ...answers,
  });
}

/** Answers with the speed of steps, so that a lab which has computed nothing can time them. */
export const timing: Answers = {
  'models.describe': ({ spec }) => ({
    datasetHash: expansion.datasetHash,
    parameters: 1,
    words: 0,
    rows: { train: 3 * (spec.training?.batchSize ?? 64), validation: 50, test: 20 },
    speed: { device: 'wasm', step: 0.8, scored: 0.01 },
  }),
};
