import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { LabError } from '../../../src/shared/errors';
import { writeWhole } from '../../../src/host/files/whole-file';
import { temporaryFolder } from '../../support/temporary-folder';

function refusalOf(file: string): LabError {
  try {
    writeWhole(file, 'text');
  } catch (error) {
    if (error instanceof LabError) return error;
    throw error;
  }
  throw new Error(`${file} was written.`);
}

it('writes a file in place of another, in folders that it makes, and leaves nothing else there', async () => {
  const file = path.join(await temporaryFolder(), 'a', 'b', 'file');
  writeWhole(file, 'first and longer');
  writeWhole(file, Uint8Array.of(111, 107));
  expect(readFileSync(file, 'utf8')).toBe('ok');
  expect(readdirSync(path.dirname(file))).toEqual(['file']);
});

it('names the file where a folder of its path is a file', async () => {
  const above = path.join(await temporaryFolder(), 'above');
  writeFileSync(above, '');
  const file = path.join(above, 'a', 'file');
  expect(refusalOf(file)).toMatchObject({ code: 'invalid', where: file, message: 'cannot be written (ENOTDIR).' });
});

it.skipIf(process.platform !== 'linux')('ends where a file system takes no folders', () => {
  expect(refusalOf('/proc/no/such')).toMatchObject({ where: '/proc/no/such', message: 'cannot be written (ENOENT).' });
});
