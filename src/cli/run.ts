import { version } from '../../package.json';
import type { CliEnvironment } from './environment';
import { reportFailure } from './failure';
import { createProgram } from './program';

/** Does what a command line asks for; what fails is told, and gives the exit code. */
export async function run(given: readonly string[], environment: CliEnvironment): Promise<void> {
  try {
    await createProgram(environment, version).parseAsync(given.length === 0 ? ['--help'] : given, { from: 'user' });
  } catch (error) {
    environment.finishWith(reportFailure(error, environment.terminal, given.includes('--json')));
  }
}
