import { appendFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { UnchangedFiles } from '../../../src/engine/files/unchanged-files';
import { temporaryFolder } from '../../support/temporary-folder';

test('reads a file once, and again when it was written', async () => {
  const file = path.join(await temporaryFolder(), 'a');
  const reads: string[] = [];
  const files = new UnchangedFiles(async (name) => {
    const text = await readFile(name, 'utf8');
    reads.push(text);
    return text.length;
  });
  await writeFile(file, 'abc');
  expect([await files.of(file), await files.of(file)]).toEqual([3, 3]);
  expect(reads).toEqual(['abc']);
  await appendFile(file, 'd');
  expect(await files.of(file)).toBe(4);
  expect(reads).toEqual(['abc', 'abcd']);
});

test('remembers nothing of a file that could not be read', async () => {
  const file = path.join(await temporaryFolder(), 'a');
  const files = new UnchangedFiles((name) => readFile(name, 'utf8'));
  await expect(files.of(file)).rejects.toThrow('ENOENT');
  await writeFile(file, '');
  expect(await files.of(file)).toBe('');
});

test('what was made of a file earlier is void where the file was written since', async () => {
  const file = path.join(await temporaryFolder(), 'a');
  await writeFile(file, 'abc');
  const first = new UnchangedFiles((name) => readFile(name, 'utf8'));
  await first.of(file);
  const { value, ...written } = first.known(file)!;
  expect(value).toBe('abc');
  const second = new UnchangedFiles(() => Promise.resolve('read anew'));
  second.remember(file, 'of earlier', written);
  expect(await second.of(file)).toBe('of earlier');
  await appendFile(file, 'd');
  expect(await second.of(file)).toBe('read anew');
});
