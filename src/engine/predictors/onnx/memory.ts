/** The bound on what a graph may take: a file of some hundred bytes can ask for all the memory of a machine. */
import { stat } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { LabError, toWire } from '../../../shared/errors';
import type { OnnxEnd, OnnxQuestion } from './messages';

/** Of the runtime and the values between the operators, besides the weights. */
const ROOM = 4 * 2 ** 30;
/** Weights are in memory as they are read, as the runtime keeps them, and as it rearranges them. */
const OF_FILE = 4;
const OF_MACHINE = 3 / 4;
/** Memory is filled by some gigabytes in a second. */
const LOOKED_AT_EVERY = 25;

/** Bytes that the process of a model may take: 4 GiB and four times its file, but no more than 3/4 of the machine's. */
export async function memoryFor(file: string): Promise<number> {
  const { size } = await stat(file).catch(() => ({ size: 0 }));
  return Math.min(ROOM + OF_FILE * size, OF_MACHINE * totalmem());
}

/** Ends this process, by its own hand and with a last word, when it takes more. */
export function watchMemory({ file, memory }: Pick<Extract<OnnxQuestion, { kind: 'open' }>, 'file' | 'memory'>): void {
  const timer = setInterval(() => {
    const taken = process.memoryUsage.rss();
    if (taken <= memory) return;
    clearInterval(timer);
    const end: OnnxEnd = { kind: 'ended', error: toWire(tooMuch(file, memory)) };
    // Not `exit`, which waits for the thread that computes.
    process.send?.(end, undefined, undefined, () => process.kill(process.pid, 'SIGKILL'));
  }, LOOKED_AT_EVERY);
  timer.unref();
}

function tooMuch(file: string, memory: number): LabError {
  const megabytes = Math.floor(memory / 2 ** 20);
  return new LabError(
    'out-of-memory',
    `The model asked for more than ${String(megabytes)} MB of memory and was ended.`,
    {
      where: file,
      remedy:
        'Try a smaller "batch" in its map, or a graph with smaller values. A model may take 4 GiB and four times its file, ' +
        'but no more than three quarters of the memory of the machine.',
    },
  );
}
