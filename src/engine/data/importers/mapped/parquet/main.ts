/**
 * Decodes one Parquet file for an import. A process of its own, since a page that lies can keep the decoder busy for ever or
 * have it fill all memory; inside it a thread decodes, so that the process hears at once when nobody waits for it any more.
 */
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { ParquetDecoder } from './decode';
import type { ParquetAnswer, ParquetQuestion } from './messages';

/** What decoding may hold besides the pages themselves: values of the rows that are read together, and levels of their pages. */
const MOST_MEGABYTES = 512;

function hold(): void {
  const thread = new Worker(__filename, { resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES } });
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  process.on('message', (question: ParquetQuestion) => {
    thread.postMessage(question);
  });
  thread.on('message', (answer: ParquetAnswer) => {
    if (process.connected) process.send?.(answer, undefined, undefined, () => undefined);
  });
  thread.on('error', () => process.exit(1));
}

function run(): void {
  let decoder: ParquetDecoder | null = null;
  const answer = async (question: ParquetQuestion): Promise<ParquetAnswer> => {
    switch (question.kind) {
      case 'open':
        decoder = await ParquetDecoder.open(question.path);
        return { kind: 'opened', columns: decoder.columns, groups: decoder.groups };
      case 'read':
        if (decoder === null) throw new Error('A file is read before it is open.');
        return {
          kind: 'cells',
          cells: await decoder.read(question.group, question.column, question.from, question.end),
        };
      default:
        return question satisfies never;
    }
  };
  parentPort?.on('message', (question: ParquetQuestion) => {
    answer(question)
      .catch((error: unknown): ParquetAnswer => ({
        kind: 'failed',
        why: error instanceof Error ? error.message : 'unknown',
      }))
      .then((said) => parentPort?.postMessage(said))
      .catch(() => process.exit(1));
  });
}

if (isMainThread) hold();
else run();
