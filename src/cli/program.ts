import { Command } from 'commander';
import { addAttackCommand } from './commands/attack';
import { addCertificateCommands } from './commands/certificate';
import { addDataCommands } from './commands/data';
import { addDemoCommand } from './commands/demo';
import { addDevicesCommand } from './commands/devices';
import { addMetricsCommands } from './commands/metrics';
import { addModelCommands } from './commands/model';
import { addReportCommand } from './commands/report';
import { addRunsCommands } from './commands/runs';
import { addStudyCommands } from './commands/study';
import type { CliEnvironment } from './environment';
import { exitCodeHelp } from './exit-codes';

/** The whole command line. Nothing runs until it is given arguments to parse. */
export function createProgram(environment: CliEnvironment, version: string): Command {
  const { terminal } = environment;
  const program = new Command('muroan')
    .description(
      'Measures how robust multimodal models are: which modality and which fusion is to blame, and how little it takes to break them. Works offline; sends nothing anywhere.',
    )
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'explain a command')
    .helpCommand('help [command]', 'explain a command')
    .configureHelp({ showGlobalOptions: false, styleTitle: (title) => terminal.out.bold(title) })
    .configureOutput({
      writeOut: (text) => {
        terminal.print(text.replace(/\n$/, ''));
      },
      writeErr: (text) => {
        terminal.note(text.replace(/\n$/, ''));
      },
      outputError: (text, write) => {
        write(text.replace(/^error: /, `${terminal.err.red('error:')} `));
      },
      getOutHelpWidth: () => Math.min(terminal.width, 110),
      getErrHelpWidth: () => Math.min(terminal.width, 110),
    })
    // An option belongs to the command that it follows: `report` and `report verify` both take --lab.
    .enablePositionalOptions()
    .exitOverride();

  addDemoCommand(program, environment);
  addDataCommands(program, environment);
  addModelCommands(program, environment);
  addStudyCommands(program, environment);
  addRunsCommands(program, environment);
  addReportCommand(program, environment);
  addMetricsCommands(program, environment);
  addCertificateCommands(program, environment);
  addAttackCommand(program, environment);
  addDevicesCommand(program, environment);
  pointToHelp(program, program.name());

  program.addHelpText(
    'after',
    `
Start here:
  muroan demo --quick                 the whole way in about a minute: data, training, attacks, report
  muroan study init study.json        a plan of your own to edit
  muroan study run study.json         compute it; Ctrl+C stops, "muroan study resume" goes on
  muroan report last --html out.html  a report of the last run in one file

The lab folder holds everything: ./muroan-lab, or --lab DIR, or the environment variable MUROAN_LAB.
Results go to standard output, progress and warnings to standard error. Every command that prints takes --json.
NO_COLOR=1 turns colours off.

${exitCodeHelp()}`,
  );
  return program;
}

/** After a wrong command line, names the help that tells the right one. */
function pointToHelp(command: Command, line: string): void {
  command.showHelpAfterError(`See ${line} --help.`);
  command.commands.forEach((part) => {
    pointToHelp(part, `${line} ${part.name()}`);
  });
}
