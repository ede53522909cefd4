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

test('a reading that one ends does not end for another, and what came of it is remembered', async () => {
  const file = path.join(await temporaryFolder(), 'a');
  await writeFile(file, 'abc');
  let reads = 0;
  const files = new UnchangedFiles(async (name, signal) => {
    reads += 1;
    const text = await readFile(name, 'utf8');
    signal?.throwIfAborted();
    return text;
  });
  const [ended, other] = [new AbortController(), new AbortController()];
  const both = Promise.allSettled([files.of(file, ended.signal), files.of(file, other.signal)]);
  ended.abort();
  expect(await both).toMatchObject([{ status: 'rejected' }, { status: 'fulfilled', value: 'abc' }]);
  expect([await files.of(file, other.signal), reads]).toEqual(['abc', 2]);
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

test('who asks while a file is read waits for that reading', async () => {
  const file = path.join(await temporaryFolder(), 'a');
  await writeFile(file, 'abc');
  let reads = 0;
  const files = new UnchangedFiles(async (name) => {
    reads += 1;
    return readFile(name, 'utf8');
  });
  expect(await Promise.all([files.of(file), files.of(file), files.of(file)])).toEqual(['abc', 'abc', 'abc']);
  expect(reads).toBe(1);
});
