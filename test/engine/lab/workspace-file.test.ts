import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { layout } from '../../../src/engine/lab/layout';
import { readWorkspace, writeWorkspace } from '../../../src/engine/lab/workspace-file';
import { temporaryFolder } from '../../support/temporary-folder';

describe('the workspace in the lab folder', () => {
  it('is what was written last, by whoever knew what was there', async () => {
    const lab = await temporaryFolder();
    expect(await readWorkspace(lab)).toBeNull();
    expect(await writeWorkspace(lab, null, '{"notes":[]}')).toBe(1);
    expect(await writeWorkspace(lab, 1, '{"notes":["ä\\u2028"]}')).toBe(2);
    expect(await readWorkspace(lab)).toEqual({ revision: 2, content: '{"notes":["ä\\u2028"]}' });
    for (const base of [null, 1, 3]) {
      await expect(writeWorkspace(lab, base, '{}')).rejects.toMatchObject({
        code: 'conflict',
        where: 'base',
        message: `is ${base ?? 'none'}, but the newest is 2.`,
      });
    }
    expect((await readWorkspace(lab))?.revision).toBe(2);
  });

  it('refuses what it could not give back', async () => {
    const lab = await temporaryFolder();
    await expect(writeWorkspace(lab, 1, '{}')).rejects.toMatchObject({ message: 'is 1, but there is none.' });
    await expect(writeWorkspace(lab, null, '{')).rejects.toMatchObject({
      code: 'invalid',
      where: 'content',
      message: expect.stringContaining('is not JSON.') as string,
    });
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    await expect(writeWorkspace(lab, null, deep)).rejects.toMatchObject({
      code: 'invalid',
      where: 'content',
      message: 'is nested more than 64 levels deep.',
    });
    // Two bytes each.
    const long = JSON.stringify('ä'.repeat(2 * 1024 * 1024));
    await expect(writeWorkspace(lab, null, long)).rejects.toMatchObject({
      code: 'invalid',
      message: 'has 4194306 bytes; 4194304 are the most.',
    });
    expect(await writeWorkspace(lab, null, JSON.stringify('ä'.repeat(2 * 1024 * 1024 - 1)))).toBe(1);
  });

  it.each([
    ['{"format":"muroan.workspace","formatVersion":1,"revision":1', 'damaged'],
    ['{"format":"muroan.workspace","formatVersion":1,"revision":0,"content":"{}"}', 'damaged'],
    ['{"format":"muroan.workspace","formatVersion":2}', 'unsupported'],
  ])('is not guessed at: %s', async (text, code) => {
    const lab = await temporaryFolder();
    await writeFile(layout.workspace(lab), text);
    await expect(readWorkspace(lab)).rejects.toMatchObject({ code });
    await expect(writeWorkspace(lab, 1, '{}')).rejects.toMatchObject({ code });
  });
});
