import { CommanderError } from 'commander';
import { LabError, toWire, type WireError } from '../shared/errors';
import { visibleText } from '../shared/text/visible-text';
import { ExitCode, exitCodeOf } from './exit-codes';
import { jsonText } from '../shared/json/json-text';
import type { Terminal } from './terminal';

/**
 * Tells the person what went wrong, on the error stream; with `json` also a program, on the output stream.
 *
 * @returns the exit code that stands for it
 */
export function reportFailure(error: unknown, terminal: Terminal, json: boolean): ExitCode {
  if (error instanceof CommanderError) {
    // commander has already written its message; help and version are no failures.
    if (error.code === 'commander.helpDisplayed' || error.code === 'commander.version') return ExitCode.ok;
    if (json) {
      const wire: WireError = { code: 'invalid', message: usageProblem(error) };
      terminal.print(jsonText({ error: wire, exitCode: ExitCode.invalid }));
    }
    return ExitCode.invalid;
  }
  const wire = toWire(error);
  const code = exitCodeOf(wire.code);
  if (json) terminal.print(jsonText({ error: wire, exitCode: code }));
  const text = new LabError(wire.code, wire.message, wire).toString();
  const [first, ...more] = text.split('\n').map(visibleText);
  if (wire.code === 'cancelled') {
    terminal.note(terminal.err.yellow(first));
    return code;
  }
  terminal.note(`${terminal.err.red('error:')} ${first}`);
  more.forEach((line) => {
    terminal.note(`       ${line}`);
  });
  if (wire.code === 'internal') {
    terminal.note('This is a fault of the program, not of your input. Please report it with the lines above.');
  }
  return code;
}

/** commander's message without its own prefix; showing the help of a group instead of running it has no message. */
function usageProblem({ code, message }: CommanderError): string {
  return code === 'commander.help' ? 'No command is given.' : message.replace(/^error: /, '');
}
