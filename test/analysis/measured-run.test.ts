import { beforeEach, expect, test } from 'vitest';
import { analyse } from '../../src/analysis/analyse';
import type { AnalysisInput } from '../../src/analysis/input';
import { KeptRuns } from '../../src/analysis/kept-runs';
import { measuredRun, type Measuring } from '../../src/analysis/measured-run';
import type { LabConnection } from '../../src/shared/lab-channel/lab-connection';
import { syntheticRun } from './synthetic-run';

const run = syntheticRun({ count: 40, subjects: ['concat'] });
let asked: string[];
let analyses: number;
let options: Measuring;

beforeEach(() => {
  asked = [];
  analyses = 0;
  options = {
    kept: new KeptRuns(),
    analyse: (input) => {
      analyses += 1;
      return analyse(input);
    },
  };
});

/** A lab that holds one run, and notes what it is asked. */
function labWith({ run: description, state, events, models, dataset, records }: AnalysisInput): LabConnection {
  const request = (name: string): Promise<unknown> => {
    asked.push(name);
    return Promise.resolve(
      name === 'runs.show'
        ? { summary: { id: description.id, state, records: records.length }, description, events, models, dataset }
        : { records, cursor: null },
    );
  };
  return { request: request as LabConnection['request'] };
}

test('a run is read with its records and analysed once; nothing is read again while it is the same', async () => {
  const lab = labWith(run);
  const first = await measuredRun(lab, run.run.id, options);
  expect(first.input.records).toEqual(run.records);
  expect(first.analysis).toEqual(analyse(run));
  expect(await measuredRun(lab, run.run.id, options)).toBe(first);
  expect([asked, analyses]).toEqual([['runs.show', 'runs.records', 'runs.show'], 1]);
});

test('a run that went on is read and analysed anew', async () => {
  await measuredRun(labWith({ ...run, records: run.records.slice(0, -3), state: 'running' }), run.run.id, options);
  const { input } = await measuredRun(labWith(run), run.run.id, options);
  expect(input.records).toHaveLength(run.records.length);
  expect(analyses).toBe(2);
});

test('what could not be analysed is not kept', async () => {
  const failing = { ...options, analyse: () => Promise.reject(new Error('The worker ended.')) };
  await expect(measuredRun(labWith(run), run.run.id, failing)).rejects.toThrow('The worker ended.');
  await measuredRun(labWith(run), run.run.id, options);
  expect(analyses).toBe(1);
});
