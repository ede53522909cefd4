import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { writeTogether, type StreamedFile } from '../../../src/host/files/together';
import { temporaryFolder } from '../../support/temporary-folder';

async function* pieces(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) {
    await Promise.resolve();
    if (text === 'stop') throw new Error('stopped');
    yield Buffer.from(text);
  }
}

const file = (folder: string, name: string, ...texts: readonly string[]): StreamedFile => ({
  path: path.join(folder, name),
  pieces: pieces(...texts),
});

it('files that belong together are there when all of them are', async () => {
  const folder = await temporaryFolder();
  await writeTogether([file(folder, 'a/model', 'one ', 'two'), file(folder, 'a/map', '{}')]);
  expect(readdirSync(path.join(folder, 'a')).sort()).toEqual(['map', 'model']);
  expect(readFileSync(path.join(folder, 'a', 'model'), 'utf8')).toBe('one two');
});

it('one that stops halfway leaves none of them, and what was there as it was', async () => {
  const folder = await temporaryFolder();
  writeFileSync(path.join(folder, 'model'), 'earlier');
  const given = [file(folder, 'model', 'whole'), file(folder, 'map', 'half', 'stop')];
  await expect(writeTogether(given)).rejects.toThrow('stopped');
  expect(readdirSync(folder)).toEqual(['model']);
  expect(readFileSync(path.join(folder, 'model'), 'utf8')).toBe('earlier');
});

it('says what cannot be written', async () => {
  const folder = await temporaryFolder();
  writeFileSync(path.join(folder, 'taken'), '');
  await expect(writeTogether([file(folder, 'taken/model', 'x')])).rejects.toMatchObject({ code: 'invalid' });
  expect(readdirSync(folder)).toEqual(['taken']);
});
