import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readJsonFile } from '../../../src/host/files/json-file';

function textOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return String(error);
  }
  return 'no error';
}

describe('readJsonFile', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'muroan-json-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('reads JSON, with or without a byte order mark', () => {
    const file = path.join(folder, 'ok.json');
    writeFileSync(file, '\uFEFF{"a":1}');
    expect(readJsonFile(file)).toEqual({ a: 1 });
  });

  it('names the file and the remedy', () => {
    const none = path.join(folder, 'none.json');
    expect(textOf(() => readJsonFile(none))).toBe(`${none}: There is no such file. Correct the path.`);
    expect(textOf(() => readJsonFile(folder))).toBe(`${folder}: is a folder. Give a file.`);
    const bad = path.join(folder, 'bad.json');
    writeFileSync(bad, '{"a": 1,}');
    expect(textOf(() => readJsonFile(bad))).toMatch(/bad\.json: is not JSON\. Line 1, column 9: .*Correct it;/);
  });

  it.skipIf(process.platform === 'win32')('ends reading what has no end', () => {
    expect(textOf(() => readJsonFile('/dev/zero'))).toBe(
      '/dev/zero: has more than 4000000 bytes. Give a smaller JSON file.',
    );
  });
});
