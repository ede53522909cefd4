import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../../src/cli/program';
import { createTerminal } from '../../src/cli/terminal';
import { Interruption } from '../../src/cli/interruption';
import { ExitCode } from '../../src/cli/exit-codes';
import { writers } from './writers';

const written: string[] = [];
const sink = { write: (text: string) => written.push(text), columns: 100 };
const program = createProgram(
  {
    terminal: createTerminal(sink, sink, {}),
    workingDirectory: '/',
    variables: {},
    interruption: new Interruption(() => undefined),
    finishWith: () => undefined,
  },
  '1.2.3',
);

function leaves(command: Command, path: readonly string[] = []): readonly (readonly [string, Command])[] {
  // `report` does something itself, and has commands of its own.
  const own = command.commands.length === 0 || command.registeredArguments.length > 0;
  const self = own ? [[path.join(' '), command] as const] : [];
  return [...self, ...command.commands.flatMap((child) => leaves(child, [...path, child.name()]))];
}

function helpOf(command: Command): string {
  written.length = 0;
  command.outputHelp();
  return written.join('');
}

describe('help', () => {
  it('has every command', () => {
    expect(leaves(program).map(([path]) => path)).toEqual([
      'demo',
      'data list',
      'data show',
      'data prepare',
      'data inspect',
      'data import',
      'model list',
      'model recipes',
      'model train',
      'model show',
      'model rename',
      'model merge',
      'model weights',
      'model export',
      'model inspect',
      'model import',
      'model predictors',
      'study init',
      'study check',
      'study run',
      'study resume',
      'study status',
      'study cite',
      'runs list',
      'runs show',
      'runs compare',
      'runs export',
      'runs samples',
      'report',
      'report remarks',
      'report verify',
      'metrics multibench',
      'certificate mmcert',
      'certificate crmt',
      'attack',
      'devices',
    ]);
  });

  it.each(leaves(program))('%s explains itself, shows an example of itself and takes --json', (path, command) => {
    const help = helpOf(command);
    expect(command.description().length).toBeGreaterThan(40);
    expect(help).toContain('Examples:');
    expect(help).toContain(`muroan ${path}`);
    expect(help).toContain('--json');
    // eslint-disable-next-line no-control-regex
    expect(help).not.toMatch(/\u001b/);
  });

  it('lists every exit code', () => {
    const help = helpOf(program);
    for (const code of Object.values(ExitCode)) expect(help).toMatch(new RegExp(`^ +${String(code)} {2}\\S`, 'm'));
  });

  it('every option says what it does', () => {
    for (const [path, command] of leaves(program)) {
      for (const option of command.options) {
        expect(option.description, `${path} ${option.flags}`).not.toBe('');
      }
    }
  });

  it('calls what is written, and writing over it, alike in all commands', () => {
    const all = leaves(program);
    const optionOf = (command: Command, name: string) => command.options.find(({ long }) => long === name);
    const others = all.filter(([, command]) => ['--to', '--write', '--output'].some((name) => optionOf(command, name)));
    expect(others.map(([path]) => path)).toEqual([]);
    const named = all.filter(([, command]) => optionOf(command, '--out')).map(([path]) => path);
    // A folder of samples is written as a whole, and never over another.
    expect(named.filter((path) => !(path in writers))).toEqual(['runs samples']);
    const over = all.filter(
      ([, command]) => optionOf(command, '--force')?.description === 'write over files that are there',
    );
    expect(over.map(([path]) => path)).toEqual(Object.keys(writers));
  });
});
