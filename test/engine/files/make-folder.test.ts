import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { makeFolder } from '../../../src/engine/files/make-folder';
import { temporaryFolder } from '../../support/temporary-folder';

it('makes a folder and those above it, once or by several at the same time', async () => {
  const above = await temporaryFolder();
  const folder = path.join(above, 'a', 'b');
  await Promise.all([makeFolder(folder), makeFolder(folder), makeFolder(path.join(above, 'a', 'c'))]);
  await makeFolder(folder);
  expect(await readdir(path.join(above, 'a'))).toEqual(['b', 'c']);
});

it('does not lead through a file', async () => {
  const file = path.join(await temporaryFolder(), 'file');
  await writeFile(file, '');
  await expect(makeFolder(path.join(file, 'a', 'b'))).rejects.toMatchObject({ code: 'ENOTDIR' });
});

it.skipIf(process.platform !== 'linux')(
  'says where a file system takes no folders, instead of trying for ever',
  async () => {
    await expect(makeFolder('/proc/no/such')).rejects.toMatchObject({ code: 'ENOENT', path: '/proc/no' });
  },
);
