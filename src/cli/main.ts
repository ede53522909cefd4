import { version } from '../../package.json';
import type { CliEnvironment } from './environment';
import { ExitCode } from './exit-codes';
import { reportFailure } from './failure';
import { Interruption } from './interruption';
import { createProgram } from './program';
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
  const given = process.argv.slice(2);
  try {
    await createProgram(environment, version).parseAsync(given.length === 0 ? ['--help'] : given, { from: 'user' });
  } catch (error) {
    process.exitCode = reportFailure(error, terminal, given.includes('--json'));
  }
}

void main();
