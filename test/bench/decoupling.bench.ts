/**
 * The batched decoupling attack against the plain search that asks one query at a time: same model, same samples, same
 * backend, two worker threads each, alternating in one run; results are compared sample by sample before a ratio is
 * printed.
 */
import { once } from 'node:events';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { build } from 'vite';
import { expect, it } from 'vitest';
import { layout } from '../../src/engine/lab/layout';
import { startEngine } from '../../src/host/engine-client';
import { ModelSpec } from '../../src/shared/recipe';
import { temporaryFolder } from '../support/temporary-folder';
import type { BenchAnswer, BenchTask, BenchThread } from './decoupling-worker';
import { report } from './report';

const THREADS = 2;
/** As many a thread as a study computes together. */
const SAMPLES = 50 * THREADS;
const ROUNDS = 5;
/** Each round a search is repeated for so long: a batched one over words ends before the compiler has settled. */
const LEAST_MILLISECONDS = 3000;

const arms = [
  { title: 'image candidates', modalities: ['image'], target: 3 },
  { title: 'text candidates', modalities: ['text'], target: 20 },
  { title: 'both', modalities: ['image', 'text'], target: 3 },
] as const;

it('decoupling: batched against sequential', async () => {
  const lab = path.join(await temporaryFolder(), 'lab');
  const spec = ModelSpec.parse({
    dataset: 'caption-match',
    recipe: { encoders: { image: { name: 'cnn' }, text: { name: 'mean-words' } }, fusion: { name: 'concat' } },
    training: { epochs: 3 },
  });
  const engine = await startEngine({ lab });
  await engine.request('data.prepare', { dataset: spec.dataset });
  const { id } = await engine.request('models.train', { spec });
  await engine.close();

  const threads = await startThreads(lab, id);
  try {
    const rows = [];
    for (const arm of arms) rows.push(await measured(threads, arm));
    await report('decoupling', rows);
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
});

async function measured(
  threads: readonly Worker[],
  { title, modalities, target }: (typeof arms)[number],
): Promise<object> {
  const times = { batched: [] as number[], sequential: [] as number[] };
  let last: Pick<BenchAnswer, 'found' | 'evaluated'> | undefined;
  // The first round warms up the compiler, of either search, and is not counted.
  for (let round = 0; round <= ROUNDS; round += 1) {
    const answers = { batched: [] as BenchAnswer[], sequential: [] as BenchAnswer[] };
    for (const search of ['batched', 'sequential'] as const) {
      const task = { search, modalities, leastMilliseconds: LEAST_MILLISECONDS };
      answers[search] = await Promise.all(threads.map((thread) => ask(thread, task)));
      const slowest = Math.max(...answers[search].map(({ milliseconds }) => milliseconds));
      if (round > 0) times[search].push(slowest / SAMPLES);
    }
    expect(answers.batched.map(({ found }) => found)).toEqual(answers.sequential.map(({ found }) => found));
    expect(answers.batched.flatMap(({ found }) => found)).toHaveLength(SAMPLES);
    const evaluated = answers.batched.reduce((sum, answer) => sum + answer.evaluated, 0);
    last = { found: answers.batched.flatMap(({ found }) => found), evaluated };
  }
  const asked = last?.found.reduce((sum, { search, combination }) => sum + search + combination, 0) ?? 0;
  const ratios = times.sequential.map((time, round) => time / times.batched[round]);
  return {
    arm: title,
    'batched, ms per sample': rounded(median(times.batched), 2),
    'sequential, ms per sample': rounded(median(times.sequential), 2),
    'times faster (median)': rounded(median(ratios), 1),
    'times faster (least, most)': `${rounded(Math.min(...ratios), 1)} … ${rounded(Math.max(...ratios), 1)}`,
    target,
    'logical queries per sample': rounded(asked / SAMPLES, 1),
    'rows computed per sample': rounded((last?.evaluated ?? 0) / SAMPLES, 1),
  };
}

/** Threads that hold the model and their share of the samples, on the sources as they are. */
async function startThreads(lab: string, model: string): Promise<readonly Worker[]> {
  const outDir = path.resolve('.cache/bench/worker');
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: 'test/bench/decoupling-worker.ts',
      outDir,
      target: 'node20',
      rolldownOptions: { external: [/^@tensorflow\/[^/]+$/], output: { format: 'cjs', entryFileNames: 'worker.cjs' } },
    },
    ssr: { noExternal: true },
  });
  const threads = Array.from({ length: THREADS }, (_, thread) => {
    const workerData: BenchThread = {
      model: layout.model(lab, model),
      dataset: layout.dataset(lab, 'caption-match'),
      samples: SAMPLES,
      thread,
      threads: THREADS,
    };
    return new Worker(path.join(outDir, 'worker.cjs'), { workerData });
  });
  await Promise.all(threads.map((thread) => once(thread, 'message')));
  return threads;
}

async function ask(thread: Worker, task: BenchTask): Promise<BenchAnswer> {
  const answer = once(thread, 'message');
  thread.postMessage(task);
  const [result] = (await answer) as [BenchAnswer];
  return result;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
