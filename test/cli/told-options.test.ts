import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { Interruption } from '../../src/cli/interruption';
import { createProgram } from '../../src/cli/program';
import { createTerminal } from '../../src/cli/terminal';

const sink = { write: () => true };
const program = createProgram(
  {
    terminal: createTerminal(sink, sink, {}),
    workingDirectory: '/',
    variables: {},
    interruption: new Interruption(() => undefined),
    finishWith: () => undefined,
  },
  '0',
);

const optionsOf = (command: Command): readonly string[] => [
  '--help',
  ...(command === program ? ['--version'] : []),
  ...command.options.flatMap(({ long }) => long ?? []),
];
const within = (command: Command): readonly Command[] => [command, ...command.commands.flatMap(within)];
const all = new Set(within(program).flatMap(optionsOf));

/** What a text names that looks like an option. */
const optionsIn = (text: string): readonly string[] =>
  [...text.matchAll(/(?<![\w-])--[a-z][a-z-]*/gu)].map(([option]) => option);

/** Options of a command line, words behind the name of the program, that its command does not take. */
function unknownIn(words: readonly string[]): readonly string[] {
  let command = program;
  for (const word of words) {
    const child = command.commands.find((one) => one.name() === word);
    if (child === undefined) break;
    command = child;
  }
  // Of no command at all: "muroan COMMAND --help".
  const known = command === program ? all : new Set(optionsOf(command));
  return words.flatMap(optionsIn).filter((option) => !known.has(option));
}

/** Command lines in a text, each up to what ends it there. */
function linesIn(text: string): readonly (readonly string[])[] {
  return [...text.matchAll(/\bmuroan ((?:[a-z]+|--)(?:(?!\.\s)[^`'"#;,:()\n])*)/gu)].map(([, line]) =>
    line.trim().split(/\s+/u),
  );
}

const filesOf = (folder: string, ending: RegExp): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => ending.test(file))
    .map((file) => path.join(folder, file));

interface Said {
  readonly texts: readonly string[];
  /** Words that `nextCommand` is given, those alone that stand in the source. */
  readonly next: readonly (readonly string[])[];
}

function saidIn(file: string): Said {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const texts: string[] = [];
  const next: string[][] = [];
  const literalsIn = (node: ts.Node): readonly string[] => {
    if (ts.isStringLiteralLike(node)) return [node.text];
    const found: string[] = [];
    ts.forEachChild(node, (child) => void found.push(...literalsIn(child)));
    return found;
  };
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      texts.push(node.text);
    }
    if (ts.isCallExpression(node) && node.expression.getText() === 'nextCommand') {
      next.push([...literalsIn(node.arguments[0])]);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { texts, next };
}

describe('options that are told', () => {
  const said = filesOf('src/cli', /\.ts$/u).map((file) => ({ file, ...saidIn(file) }));

  it('by the command line are those of some command', () => {
    const unknown = said.flatMap(({ file, texts }) =>
      texts
        .flatMap(optionsIn)
        .filter((option) => !all.has(option))
        .map((option) => `${file}: ${option}`),
    );
    expect(unknown).toEqual([]);
  });

  it('in command lines to go on with are those of that command', () => {
    const lines = said.flatMap(({ next }) => next);
    expect(lines.length).toBeGreaterThan(12);
    expect(lines.filter((words) => unknownIn(words).length > 0)).toEqual([]);
  });

  it('behind a command, in any text or guide, are those of that command', () => {
    const files = [...filesOf('src', /\.tsx?$/u), ...filesOf('docs', /\.md$/u), 'README.md', 'CONTRIBUTING.md'];
    const lines = files.flatMap((file) => linesIn(readFileSync(file, 'utf8')).map((words) => ({ file, words })));
    expect(lines.filter(({ words }) => words.some((word) => word.startsWith('--'))).length).toBeGreaterThan(100);
    const unknown = lines.flatMap(({ file, words }) =>
      unknownIn(words).map((option) => `${file}: muroan ${words.join(' ')}: ${option}`),
    );
    expect(unknown).toEqual([]);
  });

  it('are found where they are wrong', () => {
    expect(unknownIn(['data', 'inspect', 'birds', '--write', 'map.json'])).toEqual(['--write']);
    expect(unknownIn(['report', 'remarks', 'r.json', 'last', '--html'])).toEqual(['--html']);
    expect(linesIn('Give `muroan study resume last --repair`: so.')).toEqual([['study', 'resume', 'last', '--repair']]);
    expect(saidIn('src/cli/commands/demo.ts').next[0]).toEqual(['attack']);
  });
});
