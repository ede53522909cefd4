import { parentPort, workerData } from 'node:worker_threads';

/** What a crew is for: what its threads are given, what they are asked, and what they answer. */
export interface CrewWork {
  readonly data: unknown;
  readonly task: unknown;
  readonly answer: unknown;
}

/** Which thread of how many this is. */
export interface Place {
  readonly thread: number;
  readonly threads: number;
}

/** What a crew's process gives each of its threads. */
export interface ThreadData {
  readonly data: unknown;
  readonly place: Place;
}

/** What a thread says: first that it is ready, then one answer to each task, or why there is none. */
export type ThreadMessage = { readonly kind: 'ready' } | Outcome;
export type Outcome =
  { readonly kind: 'answer'; readonly answer: unknown } | { readonly kind: 'failure'; readonly reason: string };

/** Makes this file a thread of a crew: `open` sets it up once, what it gives back does the tasks, one at a time. */
export function serveTasks<Work extends CrewWork>(
  open: (data: Work['data'], place: Place) => Promise<(task: Work['task']) => Promise<Work['answer']>>,
): void {
  const port = parentPort;
  if (port === null) return;
  const say = (message: ThreadMessage): void => {
    port.postMessage(message);
  };
  const fail = (error: unknown): void => {
    say({ kind: 'failure', reason: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  };
  const { data, place } = workerData as ThreadData;
  open(data, place).then((work) => {
    port.on('message', (task: Work['task']) => {
      work(task).then((answer) => {
        say({ kind: 'answer', answer });
      }, fail);
    });
    say({ kind: 'ready' });
  }, fail);
}

/** The items that are a thread's own. */
export function shareOf<Item>(items: readonly Item[], { thread, threads }: Place): readonly Item[] {
  return items.filter((_, index) => index % threads === thread);
}
