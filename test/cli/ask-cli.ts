import { ExitCode } from '../../src/cli/exit-codes';
import { Interruption } from '../../src/cli/interruption';
import { run } from '../../src/cli/run';
import { createTerminal } from '../../src/cli/terminal';
import type { CliResult } from './run-cli';
import { shellVariables } from './shell-variables';

/**
 * What the command line says and how it ends, asked within this process: to start another one takes longer than most
 * commands. Engines are processes as always. `runCli` shows that the program itself does the same.
 */
export async function askCli(args: readonly string[], workingDirectory: string): Promise<CliResult> {
  let out = '';
  let err = '';
  let code: ExitCode = ExitCode.ok;
  const variables = shellVariables();
  const terminal = createTerminal({ write: (text) => (out += text) }, { write: (text) => (err += text) }, variables);
  await run(args, {
    terminal,
    workingDirectory,
    variables,
    interruption: new Interruption(() => undefined),
    finishWith: (given) => {
      code = given;
    },
  });
  return { code, out, err };
}
