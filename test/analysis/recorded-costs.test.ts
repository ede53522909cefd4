import { expect, it } from 'vitest';
import { readRecordedCosts } from '../../src/analysis/recorded-costs';
import { LabError } from '../../src/shared/errors';
import type { LabConnection } from '../../src/shared/lab-channel/lab-connection';

/** A lab with two runs, one of which answers so when it is asked for. */
function labWith(fault: LabError): LabConnection {
  const answers: Readonly<Record<string, (run?: string) => unknown>> = {
    'models.list': () => [],
    'runs.list': () => ({ runs: ['a', 'b'].map((id) => ({ id, records: 1 })), unreadable: [] }),
    'runs.costs': () => ({ workers: 1, cells: {} }),
    'runs.show': (run) => {
      if (run === 'a') throw fault;
      return { description: { plan: run } };
    },
    'lab.describe': () => ({ runs: { bytes: 10 } }),
  };
  return {
    request: (name: string, { run }: { run?: string }) => Promise.resolve().then(() => answers[name](run)),
  } as unknown as LabConnection;
}

it('a run that this version no longer reads tells no time, and stops nobody from checking a plan', async () => {
  const { runs } = await readRecordedCosts(labWith(new LabError('invalid', 'shows nothing.', { where: 'plan.name' })));
  expect(runs.map(({ description }) => description.plan)).toEqual(['b']);
  await expect(readRecordedCosts(labWith(new LabError('cancelled', 'Stopped.')))).rejects.toThrow('Stopped.');
});
