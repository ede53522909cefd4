import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { build } from 'vite';
import type { CrewMessage, CrewOrder } from './crew-process';
import type { CrewWork } from './serve-tasks';

/** Threads in a process of their own, which all get the same task and do each their part of it. */
export interface Crew<Work extends CrewWork> {
  /** @throws Error what a thread could not do */
  ask(task: Work['task']): Promise<Shift<Work['answer']>>;
  close(): Promise<void>;
}

export interface Shift<Answer> {
  /** In the order of the threads. */
  readonly answers: readonly Answer[];
  /** Wall-clock time until the last thread was done. */
  readonly milliseconds: number;
  /** Bytes of memory of the crew's process, now and at its fullest. */
  readonly resident: number;
  readonly peak: number;
}

/** A file for threads, built from the sources as they are. */
export interface CrewProgram {
  readonly process: string;
  readonly thread: string;
}

/** @param threadFile calls `serveTasks` */
export async function buildCrew(threadFile: string): Promise<CrewProgram> {
  const outDir = path.resolve('.cache/bench/crew', path.relative('test/bench', threadFile).replace(/\.ts$/, ''));
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: true,
      outDir,
      target: 'node20',
      rolldownOptions: {
        input: { process: 'test/bench/crew/crew-process.ts', thread: threadFile },
        external: [/^@tensorflow\/[^/]+$/],
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunks/[name]-[hash].cjs' },
      },
    },
    ssr: { noExternal: true },
  });
  return { process: path.join(outDir, 'process.cjs'), thread: path.join(outDir, 'thread.cjs') };
}

/**
 * A process of its own for every crew, so that its memory is its own, and nothing that one crew leaves behind slows
 * another. Types are the caller's word: a thread file and its tasks belong together.
 */
export async function startCrew<Work extends CrewWork>(
  program: CrewProgram,
  data: Work['data'],
  threads: number,
): Promise<Crew<Work>> {
  const child = fork(program.process, { serialization: 'advanced', execArgv: [] });
  const told = async (order: CrewOrder): Promise<CrewMessage> => {
    const gone = new AbortController();
    const answer = once(child, 'message', { signal: gone.signal });
    const ended = once(child, 'exit', { signal: gone.signal }).then(([code, signal]): never => {
      throw new Error(`A crew ended: ${String(code ?? signal)}.`);
    });
    child.send(order);
    try {
      const [message] = (await Promise.race([answer, ended])) as [CrewMessage];
      if (message.kind === 'failure') throw new Error(message.reason);
      return message;
    } finally {
      gone.abort();
      await Promise.allSettled([answer, ended]);
    }
  };
  await told({ kind: 'start', file: program.thread, data, threads });
  return {
    ask: async (task) => {
      const message = await told({ kind: 'task', task });
      if (message.kind !== 'shift') throw new Error(`A crew answered a task with "${message.kind}".`);
      return { ...message, answers: message.answers };
    },
    close: async () => {
      const exit = once(child, 'exit');
      child.disconnect();
      await exit;
    },
  };
}
