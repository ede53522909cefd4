import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');

/** Rooms that engine, hosts and window all import. */
const rooms = ['src/shared', 'src/analysis', 'src/report'];

/** Beside the language itself, what Node and browsers both have. */
const globals = `
  declare function atob(text: string): string;
  declare function btoa(text: string): string;
  declare class TextDecoder {
    constructor(label?: string);
    decode(bytes: Uint8Array): string;
  }
  declare function setTimeout(callback: () => void, milliseconds: number): unknown;
  declare function clearTimeout(timer: unknown): void;
  interface AbortSignal {
    readonly aborted: boolean;
    addEventListener(type: 'abort', listener: () => void, options?: { readonly once?: boolean }): void;
    removeEventListener(type: 'abort', listener: () => void): void;
  }
  declare class AbortController {
    readonly signal: AbortSignal;
    abort(): void;
  }
`;

/** Each line a fault that must be found. */
const probe = `import { readFileSync } from 'node:fs';
export const id = process.pid;
export const title = document.title;
export const bytes = Buffer.from(String(readFileSync));
export const stored = localStorage;
`;

const added: ReadonlyMap<string, string> = new Map([
  [path.join(root, 'src/globals.d.ts'), globals],
  [path.join(root, 'src/shared/probe.ts'), probe],
]);

/** `file:line: problem` of every place that the language and `globals` alone do not explain. */
function problems(): readonly string[] {
  const { config } = ts.readConfigFile(path.join(root, 'tsconfig.json'), (file) => ts.sys.readFile(file)) as {
    readonly config: { readonly compilerOptions: object };
  };
  const { fileNames, options } = ts.parseJsonConfigFileContent(
    { include: rooms, compilerOptions: { ...config.compilerOptions, lib: ['ES2023'], types: [] } },
    ts.sys,
    root,
  );
  const host = ts.createCompilerHost(options);
  const program = ts.createProgram([...fileNames, ...added.keys()], options, {
    ...host,
    fileExists: (file) => added.has(path.normalize(file)) || host.fileExists(file),
    readFile: (file) => added.get(path.normalize(file)) ?? host.readFile(file),
    getSourceFile: (file, target, ...rest) => {
      const text = added.get(path.normalize(file));
      return text === undefined
        ? host.getSourceFile(file, target, ...rest)
        : ts.createSourceFile(file, text, target, true);
    },
  });
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const name = file === undefined ? '' : path.relative(root, file.fileName).replaceAll('\\', '/');
    const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start ?? 0).line + 1;
    return `${name}:${String(line)}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}

test('shared, analysis and report need neither Node nor DOM', () => {
  const found = problems();
  const planted = found.filter((problem) => problem.startsWith('src/shared/probe.ts'));
  expect(planted.map((problem) => Number(problem.split(':')[1]))).toEqual(
    probe
      .trimEnd()
      .split('\n')
      .map((_, index) => index + 1),
  );
  expect(found.filter((problem) => !planted.includes(problem))).toEqual([]);
}, 120_000);
