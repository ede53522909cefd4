import type * as fs from 'node:fs/promises';
import { readdir } from 'node:fs/promises';
import { afterEach, expect, it, vi } from 'vitest';
import { acquireLock } from '../../../src/engine/lab/lock';
import { temporaryFolder } from '../../support/temporary-folder';

/** What the system says when a file is opened for writing; null: as it is. Not by permissions: root has them all. */
const refusal = vi.hoisted(() => ({ code: null as string | null }));

vi.mock('node:fs/promises', async (importOriginal) => {
  const original = await importOriginal<typeof fs>();
  const open: typeof original.open = (file, ...rest) =>
    refusal.code === null
      ? original.open(file, ...rest)
      : Promise.reject(Object.assign(new Error(refusal.code), { code: refusal.code, path: file }));
  return { ...original, open };
});

afterEach(() => {
  refusal.code = null;
});

it.each(['EROFS', 'EACCES', 'EPERM'])(
  'a lab folder that cannot be written to is named, not a file in it (%s)',
  async (code) => {
    const lab = await temporaryFolder();
    refusal.code = code;
    await expect(acquireLock(lab)).rejects.toMatchObject({
      code: 'invalid',
      where: lab,
      message: `This lab folder cannot be written to (${code}).`,
    });
    expect(await readdir(lab)).toEqual([]);
  },
);

it('another fault is told as it is', async () => {
  const lab = await temporaryFolder();
  refusal.code = 'EIO';
  await expect(acquireLock(lab)).rejects.toMatchObject({ code: 'EIO' });
});
