import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { writePiecewise } from '../../../src/host/files/piecewise-file';
import { temporaryFolder } from '../../support/temporary-folder';

it('is there once it is whole, in place of another', async () => {
  const file = path.join(await temporaryFolder(), 'a', 'file');
  const result = await writePiecewise(file, async (write) => {
    write(Buffer.from('first '));
    await Promise.resolve();
    expect(readdirSync(path.dirname(file))).not.toContain('file');
    write(Buffer.from('second'));
    return 2;
  });
  expect(result).toBe(2);
  expect(readFileSync(file, 'utf8')).toBe('first second');
  expect(readdirSync(path.dirname(file))).toEqual(['file']);
});

it('leaves what was there, and nothing else, where it is given up', async () => {
  const file = path.join(await temporaryFolder(), 'file');
  writeFileSync(file, 'before');
  const given = writePiecewise(file, (write) => {
    write(Buffer.from('half'));
    return Promise.reject(new Error('cancelled'));
  });
  await expect(given).rejects.toThrow('cancelled');
  expect(readFileSync(file, 'utf8')).toBe('before');
  expect(readdirSync(path.dirname(file))).toEqual(['file']);
});

it('names the file where it cannot be written', async () => {
  const above = path.join(await temporaryFolder(), 'above');
  writeFileSync(above, '');
  const file = path.join(above, 'file');
  await expect(writePiecewise(file, () => Promise.resolve())).rejects.toMatchObject({
    code: 'invalid',
    where: file,
    message: 'cannot be written (ENOTDIR).',
  });
});
