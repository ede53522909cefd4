import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { ESLint } from 'eslint';
import { describe, expect, test } from 'vitest';
import { pageIds } from '../src/shared/window/pages';

const root = path.resolve(import.meta.dirname, '../src');

type Imports = ReadonlyMap<string, readonly string[]>;

/** Files of `src` and the files of `src` that each imports, types included. */
function importsOfSources(): Imports {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/u.test(file));
  return new Map(
    files.map((file) => {
      const { importedFiles } = ts.preProcessFile(readFileSync(path.join(root, file), 'utf8'), true, true);
      const own = importedFiles.filter(({ fileName }) => fileName.startsWith('.'));
      return [file, own.flatMap(({ fileName }) => resolved(path.join(path.dirname(file), fileName)) ?? [])] as const;
    }),
  );
}

/** The file that an import means; undefined for what is no source, such as a style sheet or a worker's query. */
function resolved(target: string): string | undefined {
  return [`${target}.ts`, `${target}.tsx`, path.join(target, 'index.ts')].find((file) =>
    existsSync(path.join(root, file)),
  );
}

/** A circle of imports, its first file repeated at its end; null where there is none. */
function circle(imports: Imports): readonly string[] | null {
  const done = new Set<string>();
  const visit = (file: string, above: readonly string[]): readonly string[] | null => {
    const start = above.indexOf(file);
    if (start >= 0) return [...above.slice(start), file];
    if (done.has(file)) return null;
    for (const next of imports.get(file) ?? []) {
      const found = visit(next, [...above, file]);
      if (found !== null) return found;
    }
    done.add(file);
    return null;
  };
  for (const file of imports.keys()) {
    const found = visit(file, []);
    if (found !== null) return found;
  }
  return null;
}

test('a circle is found and named', () => {
  const imports = new Map([
    ['a', ['b']],
    ['b', ['c', 'd']],
    ['c', []],
    ['d', ['b']],
  ]);
  expect(circle(imports)).toEqual(['b', 'd', 'b']);
});

test('no file of src imports itself, by whichever way', () => {
  const imports = importsOfSources();
  expect(imports.get(path.join('analysis', 'analyse.ts'))).toContain(path.join('analysis', 'study-analysis.ts'));
  expect(circle(imports)?.join(' → ') ?? 'none').toBe('none');
});

/** Folders of the renderer and those that each imports from. */
function roomsOfRenderer(imports: Imports): Imports {
  const roomOf = (file: string): string | undefined => {
    const [top, room, ...inside] = file.split(path.sep);
    return top === 'renderer' && inside.length > 0 ? room : undefined;
  };
  const rooms = new Map<string, readonly string[]>();
  for (const [file, targets] of imports) {
    const room = roomOf(file);
    if (room === undefined) continue;
    const others = targets.flatMap((target) => roomOf(target) ?? []).filter((other) => other !== room);
    rooms.set(room, [...new Set([...(rooms.get(room) ?? []), ...others])]);
  }
  return rooms;
}

test('no room of the renderer needs itself, by whichever way through others', () => {
  const rooms = roomsOfRenderer(importsOfSources());
  expect(rooms.get('charts')).toContain('ui');
  expect(circle(rooms)?.join(' → ') ?? 'none').toBe('none');
});

test('a circle of rooms is found, though no file is in one', () => {
  const file = (room: string, name: string): string => path.join('renderer', room, name);
  const imports = new Map([
    [file('ui', 'a.ts'), [file('charts', 'b.ts')]],
    [file('charts', 'b.ts'), []],
    [file('charts', 'c.ts'), [file('ui', 'd.ts')]],
    [file('ui', 'd.ts'), []],
  ]);
  expect(circle(imports)).toBeNull();
  expect(circle(roomsOfRenderer(imports))).toEqual(['ui', 'charts', 'ui']);
});

/** Rooms of the renderer that are pages: nobody but the frame's list of pages enters one from outside. */
const pageRooms = pageIds.map((id) => path.join('renderer', id) + path.sep);

/** `importer → imported` of every import that enters the room of a page from another room. */
function intoPages(imports: Imports): readonly string[] {
  const roomOf = (file: string): string | undefined => pageRooms.find((room) => file.startsWith(room));
  return [...imports].flatMap(([file, targets]) =>
    file === path.join('renderer', 'app', 'pages.ts')
      ? []
      : targets
          .filter((target) => roomOf(target) !== undefined && roomOf(target) !== roomOf(file))
          .map((target) => `${file} → ${target}`),
  );
}

test('an import into the room of a page is found and named', () => {
  const [start, runs] = ['start', 'runs'].map((room) => path.join('renderer', room, 'page.tsx'));
  const list = path.join('renderer', 'app', 'pages.ts');
  const shared = path.join('renderer', 'ui', 'Loaded.tsx');
  const imports = new Map([
    [list, [start, runs]],
    [start, [shared]],
    [shared, [runs]],
    [runs, [path.join('renderer', 'runs', 'RunTable.tsx'), start]],
  ]);
  expect(intoPages(imports)).toEqual([`${shared} → ${runs}`, `${runs} → ${start}`]);
});

test('what several pages need stands in a shared room: no page imports another', () => {
  const imports = importsOfSources();
  for (const room of pageRooms) expect(imports.has(path.join(room, 'page.tsx')), room).toBe(true);
  expect(intoPages(imports)).toEqual([]);
});

describe('the linter lets no import point the wrong way:', () => {
  const eslint = new ESLint({ cwd: path.dirname(root) });

  test.each([
    ['shared/plan/plan.ts', '../analysis/format'],
    ['analysis/analyse.ts', '../report/document'],
    ['report/render.tsx', '../host/report/assets'],
    ['host/engine-client.ts', '../engine/main'],
    ['main/lab-host.ts', '../engine/main'],
    ['main/electron/start-app.ts', '../../renderer/app/route'],
    ['preload/main.ts', '../host/engine-client'],
    ['renderer/app/App.tsx', '../../host/report/make'],
    ['renderer/main.tsx', '../engine/main'],
    ['cli/program.ts', '../engine/main'],
    ['cli/commands/data.ts', '../../main/options'],
    ['engine/main.ts', './models/network'],
    ['engine/server/serve.ts', '../attacks/trace'],
    ['engine/queue/work-queue.ts', '../tensors'],
    ['engine/study/run.ts', '../backends/registry'],
    ['engine/worker/main.ts', '../lab/lab'],
    ['engine/backends/kernels/register.ts', '../../models/network'],
    ['engine/files/atomic.ts', '../lab/layout'],
    ['engine/models/network.ts', '../../report/document'],
    ['engine/attacks/micro-batch.ts', '../degradations/record'],
    ['engine/degradations/record.ts', '../evaluation/evaluate'],
    ['engine/certificates/record.ts', '../degradations/degrade'],
    ['engine/attacks/micro-batch.ts', '../certificates/record'],
    ['engine/server/data-requests.ts', '../evaluation/evaluate'],
  ])('%s does not import %s', async (file, target) => {
    const { rules } = (await eslint.calculateConfigForFile(path.join(root, file))) as {
      rules: { 'no-restricted-imports': [unknown, { patterns: readonly { regex: string }[] }] };
    };
    const [, { patterns }] = rules['no-restricted-imports'];
    expect(patterns.some(({ regex }) => new RegExp(regex, 'u').test(target))).toBe(true);
  });
});
