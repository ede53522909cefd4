import { readFileSync } from 'node:fs';
import type fileSystem from 'node:fs';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { writePiecewise } from '../../../src/host/files/piecewise-file';
import { writeWhole } from '../../../src/host/files/whole-file';
import { temporaryFolder } from '../../support/temporary-folder';

const calls = vi.hoisted(() => [] as string[]);

vi.mock('node:fs', async (importOriginal) => {
  const fs = await importOriginal<typeof fileSystem>();
  const told =
    <Args extends unknown[]>(name: string, call: (...args: Args) => void) =>
    (...args: Args): void => {
      calls.push(name);
      call(...args);
    };
  return { ...fs, fsyncSync: told('flush', fs.fsyncSync), renameSync: told('rename', fs.renameSync) };
});

it.each([
  [
    'as a whole',
    (file: string) => {
      writeWhole(file, 'text');
      return Promise.resolve();
    },
  ],
  [
    'piece by piece',
    (file: string) =>
      writePiecewise(file, (write) => {
        write(Buffer.from('te'));
        write(Buffer.from('xt'));
        return Promise.resolve();
      }),
  ],
])('what is written %s is on the disk before it has its name', async (_way, write) => {
  const file = path.join(await temporaryFolder(), 'file');
  calls.length = 0;
  await write(file);
  expect(calls).toEqual(['flush', 'rename']);
  expect(readFileSync(file, 'utf8')).toBe('text');
});
