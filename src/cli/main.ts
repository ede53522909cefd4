import type { CliEnvironment } from './environment';
import { ExitCode } from './exit-codes';
import { Interruption } from './interruption';
import { run } from './run';
import { createTerminal } from './terminal';

async function main(): Promise<void> {
  const terminal = createTerminal(process.stdout, process.stderr, process.env);
  const interruption = new Interruption(() => {
    process.exit(ExitCode.cancelled);
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interruption.interrupt);
  // A reader that has seen enough (`muroan runs list | head`) is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? ExitCode.ok : ExitCode.internal);
  });

  const environment: CliEnvironment = {
    terminal,
    workingDirectory: process.cwd(),
    variables: process.env,
    interruption,
    finishWith: (code) => {
      process.exitCode = code;
    },
  };
  await run(process.argv.slice(2), environment);
}

void main();
