import { analyse } from '../../analysis/analyse';
import { compareRuns } from '../../analysis/comparison/run-comparison';
import { runWarnings } from '../../analysis/comparison/run-warnings';
import type { Flag } from '../../analysis/flags/flag';
import type { AnalysisInput } from '../../analysis/input';
import type { SampleRecord } from '../../shared/records/record';
import { forIndex } from './for-index';
import type { FromWorker, RunHead, Task, TaskResults, ToWorker } from './tasks';

// The analysis takes seconds on large runs: it computes here, so that the window stays fluid.

const heads = new Map<string, RunHead>();
const records = new Map<string, SampleRecord[]>();
/** What was found of runs that were analysed here. */
const flags = new Map<string, readonly Flag[]>();

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  switch (data.kind) {
    case 'run':
      heads.set(data.head.run.id, data.head);
      records.set(data.head.run.id, []);
      flags.delete(data.head.run.id);
      break;
    case 'records':
      records.get(data.run)?.push(...data.records);
      break;
    case 'task':
      answer(data.task);
      break;
    default:
      data satisfies never;
  }
});

function answer(task: Task): void {
  try {
    tell({ kind: 'done', result: resultOf(task) });
  } catch (error) {
    tell({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
}

function resultOf(task: Task): TaskResults[Task['kind']] {
  switch (task.kind) {
    case 'analyse': {
      const analysis = analyse(inputOf(task.run));
      flags.set(task.run, analysis.flags);
      return analysis;
    }
    case 'index':
      try {
        return forIndex(analyse(inputOf(task.run)));
      } finally {
        heads.delete(task.run);
        records.delete(task.run);
      }
    case 'compare': {
      const [a, b] = [inputOf(task.a), inputOf(task.b)];
      const comparison = compareRuns(a, b, { a: flagsOf(task.a), b: flagsOf(task.b) });
      return { comparison, warnings: runWarnings(a, b, comparison) };
    }
    default:
      return task satisfies never;
  }
}

function flagsOf(run: string): readonly Flag[] {
  const known = flags.get(run) ?? analyse(inputOf(run)).flags;
  flags.set(run, known);
  return known;
}

function inputOf(run: string): AnalysisInput {
  const head = heads.get(run);
  if (head === undefined) throw new Error(`Run ${run} was not handed over.`);
  return { ...head, records: records.get(run) ?? [] };
}

function tell(message: FromWorker): void {
  postMessage(message);
}
