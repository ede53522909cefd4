import { join } from 'node:path';
import { writeFile, mkdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { openJson } from '../../../../src/engine/data/importers/mapped/json-file';
import { openJsonList } from '../../../../src/engine/data/importers/mapped/json-list';
import { JsonFault, JsonPieces } from '../../../../src/engine/data/importers/mapped/json-pieces';
import type { RowFile } from '../../../../src/engine/data/importers/mapped/row-file';
import { randomFrom } from '../../../../src/engine/random';
import { temporaryFolder } from '../temporary-folder';

const folder = temporaryFolder();
const NAME = 'a.json';

async function written(content: string | Uint8Array): Promise<string> {
  await mkdir(folder.path, { recursive: true });
  await writeFile(join(folder.path, NAME), content);
  return folder.path;
}

async function rowsOf(file: RowFile): Promise<readonly (readonly unknown[])[]> {
  const rows: unknown[][] = [];
  for await (const { row, problem, cell } of file.rows()) {
    const cells = await Promise.all(file.columns.map((column) => cell(column)));
    rows.push([row, problem, ...cells]);
  }
  return rows;
}

/** Strings that look as if something ended, of one, two, three and four bytes. */
const awkward = ['}', '],[', '\\', '"', '\\"', '\u00e9', '\u4e2d,', '\u{1f600}]', '\n', '', '{"a":[1', ':', '\u2028'];
const objects = awkward.map((text, at) => ({
  id: at,
  [text]: { deep: [text, { [text]: [] }], none: null },
  text: text.repeat(3),
  real: -1.5e-7 * at,
}));

describe('a list in JSON', () => {
  it.each([1, 7, 100_000])('read %d bytes at a time has the rows that it has when it is read whole', async (chunk) => {
    const all = [...objects, 7, null, 'text', [1, [2]], {}];
    for (const value of [all, { info: { x: [1] }, license: 'a}', none: [], few: [1, '2'], rows: all, last: 1.5 }]) {
      for (const indent of [undefined, 2, '\t']) {
        const root = await written(`\ufeff \r\n${JSON.stringify(value, null, indent)}\n `);
        const whole = await openJson(root, NAME, undefined);
        const list = await openJsonList(root, NAME, { chunk });
        expect(list?.columns).toEqual(whole.columns);
        expect(list?.count).toBe(all.length);
        expect(await rowsOf(list!)).toEqual(await rowsOf(whole));
      }
    }
  });

  it.each([
    ['lists of values', { train: ['a', 'b'], test: ['c'] }, undefined],
    ['columns', { x: [1, 2], y: [3, 4] }, undefined],
    ['objects by their names', { a: { x: 1 }, b: { x: 2 } }, 'records' as const],
  ])('%s are read whole, as those of a small file', async (_, value, layout) => {
    const root = await written(JSON.stringify(value));
    const small = await openJson(root, NAME, layout);
    const large = await openJson(root, NAME, layout, { large: 1 });
    expect(large.columns).toEqual(small.columns);
    expect(await rowsOf(large)).toEqual(await rowsOf(small));
  });

  it.each([
    ['[{"a":1},]', /no JSON in UTF-8 from byte 10 on/],
    ['[,{"a":1}]', /from byte 2 on/],
    ['[{"a":1} {"a":2}]', /from byte 2 on/],
    ['[{"a":1}', /from byte 9 on/],
    ['[{"a":1}}', /from byte 9 on/],
    ['[{"a":1}] x', /from byte 11 on/],
    ['{"a":1,}', /from byte 8 on/],
    ['{"a" 1}', /from byte 8 on/],
    ['{"a" 1: 2}', /from byte 2 on/],
    ['{a:1}', /from byte 2 on/],
    ['{"a":[{"b":1}]]', /from byte 15 on/],
    ['{"a":[{"b":NaN}]}', /from byte 7 on/],
    ['"text"', /from byte 1 on/],
    ['', /from byte 1 on/],
    ['[]', /no rows/],
    ['[1, 2]', /no row that is an object/],
    ['{"a":[{"x":1}],"b":[{"x":1}]}', /several lists of objects/],
    ['{"a":[{"x":1}],"a":[{"x":2}]}', /the field "a" twice/],
  ])('%j is refused, with its place', async (text, message) => {
    const root = await written(text);
    for (const chunk of [1, 1000]) {
      const opening = openJson(root, NAME, undefined, { large: 0, chunk });
      await expect(opening).rejects.toMatchObject({
        ...{ code: 'invalid', where: NAME },
        message: expect.stringMatching(message) as string,
      });
    }
  });

  it('that is no UTF-8 is refused', async () => {
    const root = await written(Buffer.concat([Buffer.from('[{"a":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}]')]));
    await expect(openJsonList(root, NAME)).rejects.toThrow(/no JSON in UTF-8 from byte 2 on/);
  });

  it('loses the rows that are too long or too deep, and no other', async () => {
    const deep = `${'['.repeat(9)}${']'.repeat(9)}`;
    const root = await written(`[{"a":"${'x'.repeat(70)}"},{"a":1},{"a":${deep}},{"a":2}]`);
    const list = await openJsonList(root, NAME, { limits: { longest: 60, deepest: 8 }, chunk: 16 });
    expect(await rowsOf(list!)).toEqual([
      [1, 'The entry is longer than 0 MB.', undefined],
      [2, undefined, 1],
      [3, 'The entry is nested more than 8 deep.', undefined],
      [4, undefined, 2],
    ]);
  });

  it('ends when it is cancelled', async () => {
    const root = await written('[{"a":1}]');
    await expect(openJsonList(root, NAME, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});

it('what a damaged list is split into is what JSON says of it, or is refused', () => {
  const whole = Buffer.from(JSON.stringify({ info: { x: [1, 2] }, rows: objects }));
  let refused = 0;
  for (let at = 0; at < 1000; at += 1) {
    const random = randomFrom('json-pieces', at);
    const damaged = Buffer.from(whole);
    const [one, other] = [random.below(damaged.length), random.below(damaged.length)];
    damaged[one] = whole[other];
    const parsed = parsedBy(damaged);
    const pieces = piecesOf(damaged, 1 + random.below(50));
    if (parsed === undefined || pieces === undefined) {
      refused += 1;
      expect([at, pieces]).toEqual([at, parsed]);
    } else if (Array.isArray(parsed.rows)) expect([at, pieces]).toEqual([at, parsed.rows]);
  }
  expect(refused).toBeGreaterThan(100);
});

function parsedBy(bytes: Uint8Array): { readonly rows?: unknown } | undefined {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as { readonly rows?: unknown };
  } catch {
    return undefined;
  }
}

function piecesOf(bytes: Uint8Array, chunk: number): readonly unknown[] | undefined {
  const pieces = new JsonPieces({ longest: 1e6, deepest: 100 });
  try {
    const found = Array.from({ length: Math.ceil(bytes.length / chunk) }, (_, at) =>
      pieces.push(bytes.subarray(at * chunk, (at + 1) * chunk)),
    );
    pieces.close();
    return found.flat().flatMap(({ kind, field, value }) => (kind === 'entry' && field === 'rows' ? [value] : []));
  } catch (error) {
    if (error instanceof JsonFault) return undefined;
    throw error;
  }
}
