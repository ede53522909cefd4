import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Lab } from '../../../src/engine/lab/lab';
import { acquireLock, lockHolder } from '../../../src/engine/lab/lock';
import { LabError } from '../../../src/shared/errors';
import { temporaryFolder } from '../../support/temporary-folder';

interface Content {
  token: string;
  pid: number;
  started: string | null;
  boot: string | null;
  host: string;
}

async function held(lab: string): Promise<Content> {
  return JSON.parse(await readFile(path.join(lab, 'lock'), 'utf8')) as Content;
}

/** Leaves a lock as a dead process leaves it, with these changes. */
async function leaveLock(lab: string, changes: Partial<Content>): Promise<void> {
  const lock = await acquireLock(lab);
  const content = await held(lab);
  await lock.release();
  await writeFile(path.join(lab, 'lock'), JSON.stringify({ ...content, token: 'left', ...changes }));
}

async function endedProcess(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return child.pid!;
}

describe('write lock', () => {
  it('is held by one and refused to others, naming process, time and remedy', async () => {
    const lab = await temporaryFolder();
    const lock = await acquireLock(lab);
    const refusal = await acquireLock(lab).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(LabError);
    expect(refusal).toMatchObject({ code: 'locked', where: lab });
    expect((refusal as LabError).message).toMatch(new RegExp(`process ${process.pid} on .*, since \\d{4}-`));
    expect((refusal as LabError).remedy).toContain(`end process ${process.pid}`);
    expect(await lockHolder(lab)).toMatchObject({ pid: process.pid, token: lock.token });
    await lock.release();
    expect(await lockHolder(lab)).toBeNull();
    await (await acquireLock(lab)).release();
    expect(await readdir(lab)).toEqual([]);
  });

  it.each([
    ['a process that ended', async () => ({ pid: await endedProcess() })],
    ['a process number that another process has by now', () => ({ started: '1' })],
    ['a time before the machine was restarted', () => ({ boot: 'earlier' })],
  ])('recovers the lock of %s', async (_, changes) => {
    const lab = await temporaryFolder();
    await leaveLock(lab, await changes());
    expect(await lockHolder(lab)).toBeNull();
    const lock = await acquireLock(lab);
    expect((await held(lab)).token).toBe(lock.token);
    await lock.release();
    expect(await readdir(lab)).toEqual([]);
  });

  it('does not take the lock of another machine, and says what to do', async () => {
    const lab = await temporaryFolder();
    await leaveLock(lab, { host: 'elsewhere', pid: 1 });
    await expect(acquireLock(lab)).rejects.toMatchObject({
      code: 'locked',
      remedy: expect.stringContaining(`If elsewhere no longer runs it, delete ${path.join(lab, 'lock')}.`) as string,
    });
  });

  it('recovers a lock file that a power cut left empty', async () => {
    const lab = await temporaryFolder();
    const file = path.join(lab, 'lock');
    await writeFile(file, '');
    await utimes(file, new Date(0), new Date(0));
    const lock = await acquireLock(lab);
    expect((await held(lab)).token).toBe(lock.token);
    await lock.release();
  });

  it('recovers from a process that died while it recovered a lock', async () => {
    const lab = await temporaryFolder();
    const pid = await endedProcess();
    await leaveLock(lab, { pid });
    await writeFile(
      path.join(lab, 'lock.after-left'),
      JSON.stringify({ ...(await held(lab)), token: 'died-recovering', pid }),
    );
    const lock = await acquireLock(lab);
    expect((await held(lab)).token).toBe(lock.token);
    expect(await readdir(lab)).toEqual(['lock']);
    await lock.release();
  });

  it('goes to exactly one of many that meet a stale lock at once, time and again', async () => {
    const lab = await temporaryFolder();
    const pid = await endedProcess();
    let holders = 0;
    for (let round = 0; round < 15; round += 1) {
      await leaveLock(lab, { pid, token: `left-${round}` });
      const attempts = await Promise.allSettled(
        Array.from({ length: 8 }, async () => {
          const lock = await acquireLock(lab);
          holders += 1;
          expect(holders).toBe(1);
          await wait(5);
          holders -= 1;
          return lock;
        }),
      );
      const won = attempts.filter((attempt) => attempt.status === 'fulfilled');
      const lost = attempts.filter((attempt) => attempt.status === 'rejected');
      expect(won).toHaveLength(1);
      expect(lost.every(({ reason }) => (reason as LabError).code === 'locked')).toBe(true);
      await won[0].value.release();
    }
    expect(await readdir(lab)).toEqual([]);
  });
});

describe('lab folder', () => {
  it('comes into being with the first writer and keeps its id', async () => {
    const folder = path.join(await temporaryFolder(), 'new', 'lab');
    const lab = new Lab(folder);
    expect(await lab.id()).toBeNull();
    await lab.forWriting();
    const id = await lab.id();
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    await lab.close();
    const again = new Lab(folder);
    await again.forWriting();
    expect(await again.id()).toBe(id);
    await again.close();
  });

  it('asks again for a lock that was refused once', async () => {
    const folder = path.join(await temporaryFolder(), 'lab');
    const [first, second] = [new Lab(folder), new Lab(folder)];
    await first.forWriting();
    await expect(second.forWriting()).rejects.toMatchObject({ code: 'locked' });
    await first.close();
    await second.forWriting();
    await second.close();
  });

  it.each(['holiday pictures', 'locksmith', 'locked.txt'])('refuses a folder that holds %s', async (name) => {
    const folder = await temporaryFolder();
    await mkdir(path.join(folder, name));
    await expect(new Lab(folder).forWriting()).rejects.toMatchObject({
      code: 'conflict',
      where: folder,
      message: 'is not a lab folder and not empty.',
    });
    expect(await readdir(folder)).toEqual([name]);
  });

  it('goes on where an engine was killed that had only locked the folder', async () => {
    const folder = await temporaryFolder();
    await writeFile(path.join(folder, 'lock.0193a'), '');
    const lab = new Lab(folder);
    await lab.forWriting();
    expect(await lab.id()).not.toBeNull();
    await lab.close();
  });

  it.each([
    ['{"format":"muroan.lab","formatVersion":2}', 'unsupported', 'has format version 2'],
    ['{"format":"muroan.lab"', 'damaged', 'is not valid JSON'],
    ['{"format":"else"}', 'damaged', 'is not a file of the format muroan.lab'],
    ['{"format":"muroan.lab","formatVersion":1,"id":7}', 'damaged', 'is 7'],
    [
      `{"format":"muroan.lab","formatVersion":1,"id":${'['.repeat(65)}${']'.repeat(65)}}`,
      'damaged',
      'is nested more than 64 levels deep.',
    ],
  ])('refuses lab.json with %s', async (content, code, message) => {
    const folder = await temporaryFolder();
    await writeFile(path.join(folder, 'lab.json'), content);
    const lab = new Lab(folder);
    await expect(lab.id()).rejects.toMatchObject({ code, message: expect.stringContaining(message) as string });
    await expect(lab.forWriting()).rejects.toMatchObject({
      code,
      where: expect.stringContaining(path.join(folder, 'lab.json')) as string,
    });
    expect(await lockHolder(folder)).toBeNull();
  });
});
