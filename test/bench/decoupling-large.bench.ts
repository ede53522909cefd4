/**
 * The decoupling attack on images of 224 pixels, three ways on one model, backend and thread, alternating in one run:
 * incremental (only what a removed square reaches is computed), batched but whole, and the plain search that asks one
 * query at a time. Results are compared sample by sample before a ratio is printed.
 */
import { once } from 'node:events';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { build } from 'vite';
import { expect, it } from 'vitest';
import { prepareShipped } from '../../src/engine/data/shipped';
import { temporaryFolder } from '../support/temporary-folder';
import type { LargeAnswer, LargeBench, LargeSearch } from './decoupling-large-worker';
import { openReport } from './report';

const ROUNDS = 2;
const searches = ['incremental', 'batched', 'sequential'] as const satisfies readonly LargeSearch[];

/** Aims hold at 224 pixels; the smaller sides show from where on it pays. */
const arms = [
  { side: 224, channels: [8, 16, 32, 32], samples: 4, target: 5 },
  { side: 224, channels: [8, 16, 16], samples: 4, target: 5 },
  { side: 64, channels: [8, 16], samples: 24, target: null },
  { side: 32, channels: [8, 16], samples: 24, target: null },
] as const;

it('decoupling of large images: incremental against whole', async () => {
  const report = openReport('decoupling-large');
  const dataset = path.join(await temporaryFolder(), 'data');
  await prepareShipped('emoji-groups', dataset);
  const script = await builtWorker();
  // One arm's side, in pixels, to run that alone.
  const wanted = process.env.MUROAN_BENCH_SIDE;
  const rows: object[] = [];
  for (const arm of arms) {
    if (wanted !== undefined && arm.side !== Number(wanted)) continue;
    rows.push(await measured(script, dataset, arm));
    // After every arm: together they take many minutes.
    await report.store({ 'incremental against whole': rows });
  }
});

async function measured(script: string, dataset: string, arm: (typeof arms)[number]): Promise<object> {
  const { side, channels, target } = arm;
  const workerData: LargeBench = { dataset, side, channels, samples: arm.samples };
  const thread = new Worker(script, { workerData });
  try {
    const [{ accuracy, samples }] = (await once(thread, 'message')) as [{ accuracy: number; samples: number }];
    const times: Record<LargeSearch, number[]> = { incremental: [], batched: [], sequential: [] };
    let last: LargeAnswer | undefined;
    // The first round warms up the compiler and is not counted.
    for (let round = 0; round <= ROUNDS; round += 1) {
      const answers: LargeAnswer[] = [];
      for (const search of searches) {
        const answered = once(thread, 'message');
        thread.postMessage(search);
        const [answer] = (await answered) as [LargeAnswer];
        answers.push(answer);
        if (round > 0) times[search].push(answer.milliseconds / samples);
      }
      const [incremental, batched, sequential] = answers;
      expect(incremental.found).toHaveLength(samples);
      expect(incremental.found).toEqual(sequential.found);
      expect(batched.found).toEqual(sequential.found);
      expect(incremental.evaluated).toBe(batched.evaluated);
      last = incremental;
    }
    const asked = last?.found.reduce((sum, { search, combination }) => sum + search + combination, 0) ?? 0;
    const { evaluated, wholeRows } = last ?? { evaluated: 0, wholeRows: 0 };
    return {
      side,
      filters: channels.join(' '),
      samples,
      'test accuracy': rounded(accuracy, 2),
      ...Object.fromEntries(searches.map((search) => [`${search}, ms per sample`, rounded(median(times[search]), 0)])),
      'against sequential': ratio(times.sequential, times.incremental),
      'against batched': ratio(times.batched, times.incremental),
      target,
      'logical queries per sample': rounded(asked / samples, 1),
      'rows computed per sample': rounded(evaluated / samples, 1),
      'share of multiply-adds': rounded(wholeRows / evaluated, 3),
    };
  } finally {
    await thread.terminate();
  }
}

/** Median, least and most of the rounds. */
function ratio(slow: readonly number[], fast: readonly number[]): string {
  const ratios = slow.map((time, round) => time / fast[round]);
  const [middle, least, most] = [median(ratios), Math.min(...ratios), Math.max(...ratios)].map((r) => r.toFixed(1));
  return `${middle} (${least} … ${most})`;
}

/** The worker on the sources as they are. */
async function builtWorker(): Promise<string> {
  const outDir = path.resolve('.cache/bench/large-worker');
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: 'test/bench/decoupling-large-worker.ts',
      outDir,
      target: 'node20',
      rolldownOptions: { external: [/^@tensorflow\/[^/]+$/], output: { format: 'cjs', entryFileNames: 'worker.cjs' } },
    },
    ssr: { noExternal: true },
  });
  return path.join(outDir, 'worker.cjs');
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
