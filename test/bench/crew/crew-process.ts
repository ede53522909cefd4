/** The process of a crew: holds its threads, as the engine does, and gives every task to all of them at once. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Outcome, Place, ThreadData, ThreadMessage } from './serve-tasks';

/** What the benchmark says to the process. */
export type CrewOrder =
  | { readonly kind: 'start'; readonly file: string; readonly data: unknown; readonly places: readonly Place[] }
  | { readonly kind: 'task'; readonly task: unknown };

/** What the process says to the benchmark. */
export type CrewMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failure'; readonly reason: string }
  | {
      readonly kind: 'shift';
      readonly answers: readonly unknown[];
      /** From giving the task to the last answer. */
      readonly milliseconds: number;
      /** Bytes of the process's memory that are in use now, and that were at its fullest. */
      readonly resident: number;
      readonly peak: number;
    };

let crew: readonly Worker[] = [];

async function obey(order: CrewOrder): Promise<CrewMessage> {
  switch (order.kind) {
    case 'start':
      crew = order.places.map((place) => {
        const workerData: ThreadData = { data: order.data, place };
        return new Worker(order.file, { workerData });
      });
      await Promise.all(crew.map(heard));
      return { kind: 'ready' };
    case 'task': {
      const started = performance.now();
      const answers = await Promise.all(
        crew.map(async (thread) => {
          const outcome = heard(thread);
          thread.postMessage(order.task);
          const message = await outcome;
          return message.kind === 'answer' ? message.answer : undefined;
        }),
      );
      const milliseconds = performance.now() - started;
      const { rss } = process.memoryUsage();
      return { kind: 'shift', answers, milliseconds, resident: rss, peak: process.resourceUsage().maxRSS * 1024 };
    }
    default:
      return order satisfies never;
  }
}

/** A thread's next word. @throws Error what it could not do */
async function heard(thread: Worker): Promise<Exclude<ThreadMessage, Extract<Outcome, { kind: 'failure' }>>> {
  const [message] = (await once(thread, 'message')) as [ThreadMessage];
  if (message.kind === 'failure') throw new Error(message.reason);
  return message;
}

process.on('disconnect', () => process.exit(0));
process.on('message', (order: CrewOrder) => {
  obey(order)
    .catch((error: unknown): CrewMessage => ({ kind: 'failure', reason: String(error) }))
    .then((message) => process.send?.(message))
    .catch(() => process.exit(1));
});
