import { fork } from 'node:child_process';
import { Worker } from 'node:worker_threads';
import type { CoordinatorMessage, WorkerMessage } from '../worker/messages';
import type { Rung } from './ladder';
import { lastWords } from './last-words';

/** A worker as the coordinator sees it, whether it is a thread or a process. */
export interface WorkerLink {
  post(message: CoordinatorMessage): void;
  /** Ends it, wherever it is, and waits until it is gone. */
  terminate(): Promise<void>;
}

export interface WorkerEnd {
  readonly why: string;
  /** Somebody else ended it at once: systems do so when memory is short. */
  readonly isKilled: boolean;
}

export interface LinkEvents {
  readonly onMessage: (message: WorkerMessage) => void;
  /** Once, when the worker is gone. */
  readonly onEnd: (end: WorkerEnd) => void;
}

export function openLink(hosting: Rung['hosting'], file: string, events: LinkEvents): WorkerLink {
  switch (hosting) {
    case 'thread':
      return threadLink(file, events);
    case 'process':
      return processLink(file, events);
    default:
      return hosting satisfies never;
  }
}

function threadLink(file: string, { onMessage, onEnd }: LinkEvents): WorkerLink {
  const thread = new Worker(file);
  let last = 'no reason given';
  thread.on('message', onMessage);
  thread.on('error', (error: unknown) => {
    last = error instanceof Error ? error.message : String(error);
  });
  thread.on('exit', (code) => {
    onEnd({ why: code === 0 ? last : `${last}, exit code ${code}`, isKilled: false });
  });
  return {
    post: (message) => {
      thread.postMessage(message);
    },
    terminate: async () => {
      await thread.terminate();
    },
  };
}

/** Enough of a process's last words to tell why it died. */
const KEPT_STDERR = 2_000;

function processLink(file: string, { onMessage, onEnd }: LinkEvents): WorkerLink {
  const child = fork(file, {
    // Same program, same version of Node: typed arrays go over as they are.
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [],
  });
  let errorOutput = '';
  let gone = false;
  let isEnding = false;
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errorOutput = (errorOutput + text).slice(-KEPT_STDERR);
  });
  child.on('message', (message) => {
    onMessage(message as WorkerMessage);
  });
  const ended = new Promise<void>((resolve) => {
    const end = (how: string, isKilled = false): void => {
      if (gone) return;
      gone = true;
      const line = lastWords(errorOutput);
      onEnd({ why: line === '' ? how : `${line}, ${how}`, isKilled });
      resolve();
    };
    child.on('close', (code, signal) => {
      end(signal === null ? `exit code ${String(code)}` : `signal ${signal}`, signal === 'SIGKILL' && !isEnding);
    });
    child.on('error', (error) => {
      // A process that could not be started is never closed.
      if (child.pid === undefined) end(error.message);
    });
  });
  return {
    post: (message) => {
      // A closed line is told by the process's end.
      if (child.connected) child.send(message, () => undefined);
    },
    terminate: async () => {
      if (gone) return;
      isEnding = true;
      child.kill('SIGKILL');
      await ended;
    },
  };
}
