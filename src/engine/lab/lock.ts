import { randomUUID } from 'node:crypto';
import { link, open, readFile, rm, stat } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { LabError } from '../../shared/errors';
import { jsonOf } from '../files/json-file';
import { isAlive, isThisHost, ownIdentity } from './process-identity';
import { layout } from './layout';

const LockContent = z.strictObject({
  format: z.literal('muroan.lock'),
  formatVersion: z.literal(1),
  /** Unique to one acquisition. */
  token: z.string(),
  pid: z.int(),
  started: z.string().nullable(),
  boot: z.string().nullable(),
  host: z.string(),
  since: z.iso.datetime(),
});
type LockContent = z.infer<typeof LockContent>;

/** The one writer of a lab folder. */
export interface Lock {
  readonly token: string;
  /** Gives the lab folder back. Does nothing when the lock is no longer ours. */
  release(): Promise<void>;
}

export interface LockHolder {
  readonly token: string;
  readonly pid: number;
  readonly host: string;
  readonly since: string;
}

/** A file that cannot be read as a lock is taken for one just being written until it is this old. */
const SETTLING_MS = 5_000;
const ATTEMPTS = 40;

/**
 * Takes the write lock of a lab folder.
 *
 * The lock is a file created by hard link, so it appears whole or not at all and only one process can create it. The
 * lock of a dead process is recovered without a race: whoever wants to remove it must first create the one file named
 * after that lock's token; a winner who dies on the way is succeeded in the same manner.
 *
 * @throws LabError `locked` naming the process that holds it, since when, and the remedy; `invalid` for a folder that
 *   cannot be written to
 */
export async function acquireLock(lab: string): Promise<Lock> {
  const file = layout.lock(lab);
  const own: LockContent = {
    format: 'muroan.lock',
    formatVersion: 1,
    token: randomUUID(),
    ...(await ownIdentity()),
    since: new Date().toISOString(),
  };
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (await createIn(lab, file, own)) {
      return { token: own.token, release: () => removeIfOwn(file, own.token) };
    }
    const current = await readLock(file);
    if (current === null) continue;
    if (await isHeld(current)) throw locked(lab, current);
    // Another process may be recovering it at this moment; then the next look shows who won.
    if (!(await removeStale(file, current, own))) await wait(25 + Math.random() * 50);
  }
  throw new LabError('locked', 'Another process keeps taking and leaving the write lock.', {
    where: file,
    remedy: 'Try again in a moment.',
  });
}

/** Who holds the lab's write lock now; null when nobody alive does. */
export async function lockHolder(lab: string): Promise<LockHolder | null> {
  const current = await readLock(layout.lock(lab));
  return current !== null && (await isHeld(current)) ? current : null;
}

/**
 * Removes `file`, the lock of a dead process. True when this process did it.
 *
 * Safe against races: only the holder of the claim named after the dead lock's token may remove that lock, tokens are
 * never used twice, and the claim is given back only after the lock is gone.
 */
async function removeStale(file: string, stale: LockContent, own: LockContent): Promise<boolean> {
  const claims: string[] = [];
  let dead = stale.token;
  for (;;) {
    const claim = `${file}.after-${dead}`;
    claims.push(claim);
    if (await createWhole(claim, own)) break;
    const claimant = await readLock(claim);
    if (claimant === null || (await isHeld(claimant))) return false;
    dead = claimant.token;
  }
  const removes = (await readLock(file))?.token === stale.token;
  if (removes) await rm(file, { force: true });
  // The oldest first: whoever still meets a younger claim then finds that its lock is gone.
  for (const claim of claims) await rm(claim, { force: true });
  return removes;
}

/** As `createWhole`; a lab folder that cannot be written to is told of, not the file that was to be written first. */
async function createIn(lab: string, file: string, content: LockContent): Promise<boolean> {
  try {
    return await createWhole(file, content);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (!['EROFS', 'EACCES', 'EPERM'].includes(code)) throw error;
    throw new LabError('invalid', `This lab folder cannot be written to (${code}).`, {
      where: lab,
      remedy: 'Looking at it is possible. To compute, make it writable, or give another lab folder with --lab.',
    });
  }
}

/** Creates `file` with its whole content; false when it is there already. */
async function createWhole(file: string, content: LockContent): Promise<boolean> {
  const text = `${JSON.stringify(content)}\n`;
  const temporary = `${file}.${content.token}.tmp`;
  await writeFlushed(temporary, text, 'w');
  try {
    await link(temporary, file);
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EEXIST') return false;
    if (code === 'ENOENT' || code === 'ENOSPC') throw error;
    return await createInPlace(file, text);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** For file systems without hard links (exFAT): exclusive, but not whole at once; readers wait for it to settle. */
async function createInPlace(file: string, text: string): Promise<boolean> {
  try {
    await writeFlushed(file, text, 'wx');
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function writeFlushed(file: string, text: string, flags: 'w' | 'wx'): Promise<void> {
  const handle = await open(file, flags);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Null: no lock file, or one that was just removed. */
async function readLock(file: string): Promise<LockContent | null> {
  for (;;) {
    try {
      const text = await readFile(file, 'utf8');
      const content = LockContent.safeParse(jsonOf(text));
      if (content.success) return content.data;
      const { mtimeMs, ino } = await stat(file);
      if (Date.now() - mtimeMs > SETTLING_MS) return unreadable(`unreadable-${ino}-${Math.trunc(mtimeMs)}`);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
    await wait(50);
  }
}

const NOBODY = 0;

/** Stands for a lock file that a power cut left without content: held by nobody. */
function unreadable(token: string): LockContent {
  const since = new Date(0).toISOString();
  return { format: 'muroan.lock', formatVersion: 1, token, pid: NOBODY, started: null, boot: null, host: '', since };
}

async function isHeld(content: LockContent): Promise<boolean> {
  return content.pid !== NOBODY && (await isAlive(content));
}

async function removeIfOwn(file: string, token: string): Promise<void> {
  if ((await readLock(file))?.token === token) await rm(file, { force: true });
}

function locked(lab: string, holder: LockContent): LabError {
  const file = layout.lock(lab);
  return new LabError(
    'locked',
    `Another MUROAN Lab writes to this lab folder: process ${holder.pid} on ${holder.host}, since ${holder.since}.`,
    {
      where: lab,
      remedy: isThisHost(holder)
        ? `Wait until it is done or end process ${holder.pid}. Looking at the lab is possible meanwhile.`
        : `Wait until it is done. If ${holder.host} no longer runs it, delete ${file}.`,
    },
  );
}
