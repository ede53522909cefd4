import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { build } from 'vite';
import { setTensorflowEnvironment } from '../../../src/engine/backends/native/environment';
import type { Rung } from '../../../src/engine/devices/ladder';
import { threadsOfEach } from '../../../src/engine/devices/worker-count';
import { cores } from '../devices';
import type { CrewMessage, CrewOrder } from './crew-process';
import type { CrewWork, Place } from './serve-tasks';

/** Threads, or processes, which all get the same task and do each their part of it. */
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
  /** Bytes of memory of the crew's processes, now and at their fullest. */
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
 * Starts workers as the lab hosts them on a device: threads of one process, or processes of one thread each. No crew
 * shares a process with another, so that its memory is its own, and nothing that one leaves behind slows another. Types
 * are the caller's word: a thread file and its tasks belong together.
 */
export async function startCrew<Work extends CrewWork>(
  program: CrewProgram,
  data: Work['data'],
  threads: number,
  hosting: Rung['hosting'] = 'thread',
): Promise<Crew<Work>> {
  const places = Array.from({ length: threads }, (_, thread): Place => ({ thread, threads }));
  const processes = hosting === 'thread' ? [places] : places.map((place) => [place]);
  const crews = await Promise.all(processes.map((own) => startProcess<Work>(program, data, own, hosting)));
  return {
    ask: async (task) => {
      const shifts = await Promise.all(crews.map((crew) => crew.ask(task)));
      const sum = (of: 'resident' | 'peak'): number => shifts.reduce((all, shift) => all + shift[of], 0);
      return {
        answers: shifts.flatMap(({ answers }) => answers),
        milliseconds: Math.max(...shifts.map(({ milliseconds }) => milliseconds)),
        resident: sum('resident'),
        peak: sum('peak'),
      };
    },
    close: async () => {
      await Promise.all(crews.map((crew) => crew.close()));
    },
  };
}

async function startProcess<Work extends CrewWork>(
  program: CrewProgram,
  data: Work['data'],
  places: readonly Place[],
  hosting: Rung['hosting'],
): Promise<Crew<Work>> {
  const env = { ...process.env };
  // Native code reads the environment that its process was born with, not a thread's copy.
  if (hosting === 'process') setTensorflowEnvironment({ threads: threadsOfEach(cores), gpu: false }, env);
  const child = fork(program.process, { serialization: 'advanced', execArgv: [], env });
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
  await told({ kind: 'start', file: program.thread, data, places });
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
