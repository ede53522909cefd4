import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ColumnFile } from '../../../src/engine/data/column-file';
import { hashOfBytes } from '../../../src/shared/identity';
import { heldMemory } from '../../support/held-memory';
import { temporaryFolder } from './temporary-folder';

const folder = temporaryFolder();
const MEGABYTE = 2 ** 20;

it('pieces of all lengths are written in their order, whatever of them fits in at once', async () => {
  const file = new ColumnFile(folder.path, 'all');
  const lengths = [0, 1, MEGABYTE - 2, 1, 1, 3 * MEGABYTE + 5, 0, 7, MEGABYTE];
  const pieces = lengths.map((length, at) => Buffer.alloc(length, at + 1));
  for (const piece of pieces) {
    const given = Uint8Array.from(piece);
    await file.append(given);
    given.fill(0xff);
  }
  await file.append('ends – in words\n');
  const { sha256 } = await file.finish();
  const written = await readFile(join(folder.path, 'all'));
  expect(written.equals(Buffer.concat([...pieces, Buffer.from('ends – in words\n')]))).toBe(true);
  expect(sha256).toBe(hashOfBytes(written));
});

it('a column without a row is an empty file', async () => {
  await new ColumnFile(folder.path, 'none').finish();
  expect(await readFile(join(folder.path, 'none'))).toHaveLength(0);
});

it('a column of few bytes a row does not hold on to the pieces of another', async () => {
  const wide = new ColumnFile(folder.path, 'wide');
  const narrow = new ColumnFile(folder.path, 'narrow');
  const before = heldMemory();
  for (let row = 0; row < 8000; row += 1) {
    await wide.append(new Uint8Array(3072));
    await narrow.append(new Uint8Array(32));
  }
  // One megabyte is gathered for each; 24 went through.
  expect(heldMemory() - before).toBeLessThan(6 * MEGABYTE);
  await Promise.all([wide.finish(), narrow.finish()]);
});
