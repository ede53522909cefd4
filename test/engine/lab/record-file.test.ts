import { appendFile, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppendFile } from '../../../src/engine/lab/append-file';
import { encodeLine } from '../../../src/engine/lab/checked-line';
import { countByCell, readRecords, readWhole, scanRecords } from '../../../src/engine/lab/record-file';
import { setAside } from '../../../src/engine/lab/repair';
import type { SampleRecord } from '../../../src/shared/records/record';
import { temporaryFolder } from '../../support/temporary-folder';

const cell = 'c'.repeat(16);
const expected = { cells: new Set([cell]), rows: new Set([...Array(50).keys()]) };

function record(row: number): SampleRecord {
  // Text that JSON escapes and UTF-8 spells with several bytes.
  const group = `grüße "${row}"\n😀`;
  return {
    kind: 'clean',
    cell,
    sample: `s${row}`,
    row,
    group,
    label: 0,
    clean: { logits: [0.1 * row, -1e-7], predicted: 0 },
  };
}

const counted = (group: string, count: number) => ({ group, count, correct: count });

async function written(rows: readonly number[]): Promise<string> {
  const file = path.join(await temporaryFolder(), 'records.jsonl');
  const records = await AppendFile.open(file);
  await records.append(rows.map(record));
  await records.close();
  return file;
}

describe('record file', () => {
  it('gives back by cursor exactly what was appended, page by page', async () => {
    const file = await written([0, 1, 2, 3, 4, 5, 6]);
    const all: SampleRecord[] = [];
    let cursor: number | null = 0;
    const pages: number[] = [];
    while (cursor !== null) {
      const page = await readRecords(file, cursor, 3);
      all.push(...page.records);
      pages.push(page.records.length);
      cursor = page.cursor;
    }
    expect(pages).toEqual([3, 3, 1]);
    expect(all).toEqual([0, 1, 2, 3, 4, 5, 6].map(record));
  });

  it('reads its first page and checks the rest on the way', async () => {
    const file = await written([0, 1, 2, 3, 4]);
    const first = await readWhole(file, expected, 3);
    expect(first).toEqual(await readRecords(file, 0, 3));
    expect((await readRecords(file, first.cursor!, 3)).records).toEqual([3, 4].map(record));
    expect(await readWhole(file, expected, 5)).toEqual({ records: [0, 1, 2, 3, 4].map(record), cursor: null });
    // Still being written: not there yet.
    await appendFile(file, encodeLine(record(5)).slice(0, 30));
    expect((await readWhole(file, expected, 5)).cursor).toBeNull();
    await truncate(file, (await stat(file)).size - 30);
    await appendFile(file, encodeLine(record(5)).replace('grüße', 'gruße'));
    await expect(readWhole(file, expected, 3)).rejects.toMatchObject({ code: 'damaged' });
  });

  it('counts what came since the last counting, and not what is still being written', async () => {
    const file = await written([0, 1, 2]);
    const first = await countByCell(file, 0);
    expect(first.cells).toEqual({ [cell]: [0, 1, 2].map((row) => counted(record(row).group, 1)) });
    await appendFile(file, encodeLine(record(3)) + encodeLine(record(4)).slice(0, 30));
    const second = await countByCell(file, first.cursor);
    expect(second.cells).toEqual({ [cell]: [counted(record(3).group, 1)] });
    expect(await countByCell(file, second.cursor)).toEqual({ cells: {}, cursor: second.cursor });
    await expect(countByCell(file, 5)).rejects.toMatchObject({ code: 'invalid' });
  });

  it('counts right answers by cell and group, whatever the group is called, and leaves damaged lines out', async () => {
    const wrong = { ...record(0), group: '__proto__', label: 1 };
    const file = await written([]);
    await appendFile(
      file,
      [
        encodeLine(wrong),
        encodeLine({ ...record(1), group: '__proto__' }),
        encodeLine({ ...record(2), cell: 'd'.repeat(16) }),
        encodeLine(record(3)).replace('grüße', 'gruße'),
        encodeLine({ cell }),
      ].join(''),
    );
    expect((await countByCell(file, 0)).cells).toEqual({
      [cell]: [{ group: '__proto__', count: 2, correct: 1 }],
      ['d'.repeat(16)]: [counted(record(2).group, 1)],
    });
  });

  it('writes appends that come together in the order they came', async () => {
    const file = await written([]);
    const records = await AppendFile.open(file);
    await Promise.all(Array.from({ length: 40 }, (_, row) => records.append([record(row)])));
    await records.close();
    const { records: read } = await readRecords(file, 0, 100);
    expect(read.map(({ row }) => row)).toEqual([...Array(40).keys()]);
  });

  it('finds a last record torn at any byte', async () => {
    const whole = await readFile(await written([0, 1, 2]));
    const start = whole.lastIndexOf('\n', whole.length - 2) + 1;
    for (let length = start + 1; length < whole.length; length += 1) {
      const file = await written([]);
      await writeFile(file, whole.subarray(0, length));
      const scan = await scanRecords(file, expected);
      expect(scan).toMatchObject({ count: 2, damaged: [], torn: { offset: start, bytes: length - start } });
      expect((await readRecords(file, 0, 10)).records).toHaveLength(2);
    }
  });

  it('finds a flipped bit in any byte', async () => {
    const whole = await readFile(await written([0, 1, 2]));
    const second = whole.indexOf('\n') + 1;
    const third = whole.indexOf('\n', second) + 1;
    for (let index = second; index < third; index += 1) {
      const file = await written([]);
      const damaged = Buffer.from(whole);
      damaged[index] ^= 1;
      await writeFile(file, damaged);
      const scan = await scanRecords(file, expected);
      // A flipped line feed joins two lines or splits one, so up to two lines are bad; never is a record wrong.
      expect(scan.damaged.length, `byte ${index}`).toBeGreaterThan(0);
      expect(scan.damaged[0].line).toBe(2);
      expect(scan.present.get(cell)?.has(1)).toBe(false);
      await expect(readRecords(file, 0, 10)).rejects.toMatchObject({ code: 'damaged', where: `${file}, line 2` });
    }
  });

  it.each([
    ['a second record of a sample', encodeLine(record(1)), 'is a second record of sample s1'],
    ['a record of another run', encodeLine({ ...record(3), cell: 'other' }), 'belongs to the cell other'],
    ['a record of a sample not selected', encodeLine({ ...record(3), row: 77 }), 'is of row 77'],
    ['another form', encodeLine({ hello: 1 }), 'is not a sample record'],
    ['no JSON', 'deadbeef nonsense\n', 'has a wrong checksum'],
    ['an empty line', '\n', 'has a wrong checksum'],
  ])('names the line that holds %s', async (_, line, problem) => {
    const file = await written([0, 1]);
    await appendFile(file, line);
    await appendFile(file, encodeLine(record(2)));
    const { damaged, count } = await scanRecords(file, expected);
    expect(count).toBe(3);
    expect(damaged).toHaveLength(1);
    expect(damaged[0].line).toBe(3);
    expect(damaged[0].problem).toContain(problem);
  });

  describe('a gap of 70 MB, as a file system may leave one after a power cut', () => {
    const gap = 70 * 2 ** 20;

    it('damages the record that it is in, not those behind it', async () => {
      const file = await written([0]);
      const before = (await stat(file)).size;
      await truncate(file, before + gap);
      await appendFile(file, encodeLine(record(1)) + encodeLine(record(2)));
      const scan = await scanRecords(file, expected);
      expect(scan).toMatchObject({ count: 2, torn: null, damaged: [{ line: 2, problem: 'has a wrong checksum' }] });
      expect([...scan.present.get(cell)!]).toEqual([0, 2]);
      await expect(readRecords(file, 0, 10)).rejects.toMatchObject({ code: 'damaged', where: `${file}, line 2` });
      const aside = `${file}.damaged`;
      await setAside(file, aside, new Set([2]));
      expect((await readRecords(file, 0, 10)).records).toEqual([0, 2].map(record));
      expect((await stat(aside)).size).toBe(gap + Buffer.byteLength(encodeLine(record(1))));
    });

    it('is a torn record where the file ends with it', async () => {
      const file = await written([0, 1]);
      const before = (await stat(file)).size;
      await truncate(file, before + gap);
      const scan = await scanRecords(file, expected);
      expect(scan).toMatchObject({ count: 2, damaged: [], torn: { offset: before, bytes: gap } });
    });
  });

  it('sets damaged lines aside and keeps the others as they are', async () => {
    const file = await written([0, 1, 2]);
    const lines = (await readFile(file, 'utf8')).split('\n');
    await writeFile(file, [lines[0], `x${lines[1].slice(1)}`, lines[2], ''].join('\n'));
    const aside = `${file}.damaged`;
    await setAside(file, aside, new Set([2]));
    expect(await readFile(aside, 'utf8')).toBe(`x${lines[1].slice(1)}\n`);
    expect(await readFile(file, 'utf8')).toBe(`${lines[0]}\n${lines[2]}\n`);
  });

  it('refuses to append to a file that something else has changed', async () => {
    const file = await written([0]);
    const records = await AppendFile.open(file);
    await appendFile(file, 'x');
    await expect(records.append([record(1)])).rejects.toMatchObject({ code: 'conflict', where: file });
    await expect(records.append([record(2)])).rejects.toMatchObject({ code: 'conflict' });
    await records.close();
  });

  it('reads lines longer than a chunk, and none of a file that is not there', async () => {
    const file = await written([]);
    const long = { ...record(0), group: 'ä'.repeat(700_000) };
    await appendFile(file, encodeLine(long) + encodeLine(record(1)));
    expect((await readRecords(file, 0, 10)).records).toEqual([long, record(1)]);
    expect(await readRecords(`${file}.no`, 0, 10)).toEqual({ records: [], cursor: null });
    await truncate(file, (await stat(file)).size - 1);
    expect((await scanRecords(file, expected)).torn?.bytes).toBeGreaterThan(0);
  });
});
