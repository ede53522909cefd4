import path from 'node:path';
import { Option, type Command } from 'commander';
import { DeviceKind } from '../shared/device';
import type { CliEnvironment } from './environment';
import type { ExitCode } from './exit-codes';
import { readDeviceOrder } from '../host/settings/device-order';
import { readPredictors } from '../host/settings/predictors';
import { settingsFile } from '../host/settings/settings-file';
import { jsonText } from '../shared/json/json-text';
import { visibleText } from '../shared/text/visible-text';
import { fileName, someOf, wholeNumber } from './option-values';
import { withEngine, type EngineSession } from './session';
import type { Terminal } from './terminal';

/** Lab folder of a person who names none. */
const defaultLab = 'muroan-lab';

export interface LeafDescription {
  /** Name and arguments, as commander reads them: `show <run>`. */
  readonly name: string;
  readonly summary: string;
  /** A few sentences: what it does, what it leaves, what comes next. */
  readonly description: string;
  /** Command lines and what they do. */
  readonly examples: readonly (readonly [line: string, meaning: string])[];
  /** Does it touch a lab folder, and does it compute? Decides which common options it takes. */
  readonly uses: 'nothing' | 'lab' | 'device';
  /** Does `--json` take a file? Without one it prints, as everywhere. */
  readonly jsonFile?: boolean;
  /** What someone may have meant who gave this option, which there is not: `--set training.epochs=…`. */
  readonly meantBy?: (option: string) => string | null;
  /** Adds the options that only this command has. */
  readonly configure?: (command: Command) => void;
}

interface CommonOptions {
  readonly json?: boolean | string;
  readonly lab?: string;
  readonly workers?: number;
  readonly device?: readonly DeviceKind[];
}

/** What the action of a command receives beside its arguments. */
export interface LeafContext<Options> {
  readonly options: Options;
  readonly terminal: Terminal;
  readonly environment: CliEnvironment;
  /** The lab folder, absolute. */
  readonly lab: string;
  /** What to add to a command line that the person may copy; empty for the default lab folder. */
  readonly labArgument: string;
  /** Prints a result: as JSON with `--json`, else by `asText`. */
  readonly show: (value: unknown, asText: () => void) => void;
  /** Starts the engine, runs the body, and closes the engine in any case. */
  readonly withEngine: <T>(body: (session: EngineSession) => Promise<T>) => Promise<T>;
}

/**
 * Adds a command that does something (not a group), with the options and the help that every such command has.
 *
 * @returns the command, for those that have commands of their own beside what they do
 */
export function leaf<Options extends object>(
  parent: Command,
  environment: CliEnvironment,
  description: LeafDescription,
  action: (context: LeafContext<Options>, values: readonly string[]) => Promise<ExitCode | undefined>,
): Command {
  const command = parent.command(description.name).summary(description.summary).description(description.description);
  if (description.meantBy !== undefined) hint(command, description.meantBy);
  description.configure?.(command);
  if (description.jsonFile === true) {
    command.option('--json [file]', 'write the result as JSON, without a file to standard output');
  } else {
    command.option('--json', 'print the result as JSON on standard output');
  }
  if (description.uses !== 'nothing') {
    command.addOption(
      new Option('--lab <folder>', 'lab folder: data, models and runs')
        .env('MUROAN_LAB')
        .default(defaultLab)
        .argParser(fileName),
    );
  }
  if (description.uses === 'device') {
    command.option(
      '--workers <number>',
      'workers side by side; by default one per core, as far as memory reaches',
      wholeNumber(1, 256),
    );
    command.option(
      '--device <kind>',
      `device, or several in the order to try them, with commas: ${DeviceKind.options.join(', ')}; by default what was chosen in the window, or the best that is there`,
      someOf(DeviceKind.options),
    );
  }
  const lines = description.examples.map(([line, meaning]) => `  ${line}\n      ${meaning}`);
  command.addHelpText('after', `\nExamples:\n${lines.join('\n')}\n\nExit codes: see muroan --help.`);
  command.action(async () => {
    const code = await action(
      contextOf(environment, command.opts<Options & CommonOptions>(), description.uses),
      command.args,
    );
    if (code !== undefined) environment.finishWith(code);
  });
  return command;
}

/** Says after an unknown option what was meant, as far as that can be told. */
function hint(command: Command, meantBy: (option: string) => string | null): void {
  const inherited = command.configureOutput();
  command.configureOutput({
    outputError: (text, write) => {
      const option = /unknown option '(--[^'=]+)/.exec(text)?.[1];
      const meant = option === undefined ? null : meantBy(option);
      inherited.outputError?.(meant === null ? text : `${text.trimEnd()}\n(Did you mean ${meant}?)\n`, write);
    },
  });
}

function contextOf<Options extends object>(
  environment: CliEnvironment,
  options: Options & CommonOptions,
  uses: LeafDescription['uses'],
): LeafContext<Options> {
  const { terminal } = environment;
  const folder = options.lab ?? defaultLab;
  const json = options.json === true;
  const lab = path.resolve(environment.workingDirectory, folder);
  // A choice that cannot be read matters to those alone that compute.
  const devices = (): readonly DeviceKind[] =>
    uses === 'device' ? (options.device ?? readDeviceOrder(settingsFile(environment.variables))) : [];
  const predictors = (): boolean => uses === 'device' && readPredictors(settingsFile(environment.variables));
  return {
    options,
    terminal,
    environment,
    lab,
    labArgument: folder === defaultLab || folder === environment.variables.MUROAN_LAB ? '' : ` --lab ${quoted(folder)}`,
    show: (value, asText) => {
      if (json) terminal.print(jsonText(value));
      else asText();
    },
    withEngine: (body) =>
      withEngine(environment, { lab, workers: options.workers, devices: devices(), predictors: predictors() }, body),
  };
}

/**
 * A command line that a person may copy as it stands, and that a terminal shows as it is.
 *
 * @param parts what stands behind the name of the program, a word or an argument each
 * @param labArgument of the context of the command that says it
 * @param program how the person calls it
 */
export function nextCommand(parts: readonly string[], labArgument: string, program = 'muroan'): string {
  return visibleText(`${[program, ...parts.map(quoted)].join(' ')}${labArgument}`);
}

/** An argument as a shell reads it back. */
function quoted(argument: string): string {
  return /^[\w./:@%+=-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}
