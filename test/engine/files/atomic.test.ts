import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeFileAtomic } from '../../../src/engine/files/atomic';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atomic-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('replaces a file as a whole and leaves nothing else behind', async () => {
  const path = join(folder, 'a.json');
  await writeFile(path, 'old and longer');
  await writeFileAtomic(path, 'new');
  expect(await readFile(path, 'utf8')).toBe('new');
  await writeFileAtomic(path, Uint8Array.of(1, 2, 3));
  expect([...(await readFile(path))]).toEqual([1, 2, 3]);
  expect(await readdir(folder)).toEqual(['a.json']);
});

it('lets several writers of one file end with one of their contents', async () => {
  const path = join(folder, 'a');
  const contents = Array.from({ length: 8 }, (_, index) => String(index).repeat(10_000));
  await Promise.all(contents.map((content) => writeFileAtomic(path, content)));
  expect(contents).toContain(await readFile(path, 'utf8'));
  expect(await readdir(folder)).toEqual(['a']);
});

it('removes the temporary file when the target cannot be replaced', async () => {
  const path = join(folder, 'taken');
  await writeFileAtomic(join(folder, 'other'), 'x');
  const { mkdir } = await import('node:fs/promises');
  await mkdir(join(path, 'inside'), { recursive: true });
  await expect(writeFileAtomic(path, 'x')).rejects.toThrow();
  expect((await readdir(folder)).sort()).toEqual(['other', 'taken']);
});
