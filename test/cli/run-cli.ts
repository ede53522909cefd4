import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { shellVariables } from './shell-variables';

/** The built command line; test/build-once.ts builds it before these tests. */
const program = path.resolve('out', 'cli.cjs');

export interface CliResult {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunningCli {
  readonly child: ChildProcess;
  readonly result: Promise<CliResult>;
  /** What came on the error stream so far. */
  readonly errSoFar: () => string;
}

/** Starts the command line as a person's shell would, without a terminal. */
export function startCli(args: readonly string[], workingDirectory: string): RunningCli {
  const child = spawn(process.execPath, [program, ...args], { cwd: workingDirectory, env: shellVariables() });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  return {
    child,
    errSoFar: () => err,
    result: new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => {
        resolve({ code, out, err });
      });
    }),
  };
}

export function runCli(args: readonly string[], workingDirectory: string): Promise<CliResult> {
  return startCli(args, workingDirectory).result;
}
