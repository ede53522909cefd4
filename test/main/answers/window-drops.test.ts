import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { mostDrops, WindowDrops, type DropTaker } from '../../../src/main/answers/window-drops';
import { LabError } from '../../../src/shared/errors';
import { temporaryFolder } from '../../support/temporary-folder';

const stated = { name: 'memes', files: 1, bytes: 3 };
const { signal } = new AbortController();
let root: string;
let forgotten: string[];
let made: number;
beforeEach(async () => {
  root = await temporaryFolder();
  forgotten = [];
  made = 0;
});

const engine = {
  request: ((name: string, { drop = '' }: { drop?: string }) => {
    if (name === 'drops.remove') {
      rmSync(path.join(root, drop), { recursive: true, force: true });
      return Promise.resolve({});
    }
    const id = `drop-${String(made++)}`;
    const folder = path.join(root, id);
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'a'), 'abc');
    return Promise.resolve({ drop: id, folder });
  }) as never,
};
const taker: DropTaker = {
  expect: () => Promise.resolve(),
  forget: (drop) => {
    forgotten.push(drop);
    return Promise.resolve();
  },
};

const begin = async (drops: WindowDrops, asked = signal) => drops.answers['host.beginDrop'](stated, asked);

test('what was dropped on a window goes with it, and what was dropped on others stays', async () => {
  const [one, other] = [new WindowDrops(taker, engine), new WindowDrops(taker, engine)];
  await begin(one);
  const { drop, path: place } = await begin(other);
  await begin(one);
  // A window removes its own alone.
  await one.answers['host.removeDrop']({ drop }, signal);
  expect(existsSync(path.dirname(place))).toBe(true);
  await one.close();
  expect(forgotten.sort()).toEqual(['drop-0', 'drop-2']);
  expect(readdirSync(root)).toEqual([drop]);
  await other.answers['host.removeDrop']({ drop }, signal);
  expect(readdirSync(root)).toEqual([]);
});

test('what is begun while the window closes, is refused, or is cancelled leaves nothing', async () => {
  const closing = new WindowDrops(taker, engine);
  const begun = begin(closing);
  await closing.close();
  await expect(begun).rejects.toMatchObject({ code: 'cancelled' });
  const cancelling = new AbortController();
  const late = begin(new WindowDrops(taker, engine), cancelling.signal);
  cancelling.abort();
  await expect(late).rejects.toMatchObject({ code: 'cancelled' });
  const full = new LabError('disk-full', 'is full.');
  const refusing = { ...taker, expect: () => Promise.reject(full) };
  await expect(begin(new WindowDrops(refusing, engine))).rejects.toBe(full);
  expect(made).toBe(3);
  expect(readdirSync(root)).toEqual([]);
});

test('a window has a few drops at once, and more once some are gone', async () => {
  const drops = new WindowDrops(taker, engine);
  const all = await Promise.allSettled(Array.from({ length: mostDrops + 1 }, () => begin(drops)));
  expect(all.map(({ status }) => status)).toEqual([...Array<string>(mostDrops).fill('fulfilled'), 'rejected']);
  await expect(begin(drops)).rejects.toMatchObject({ code: 'conflict', where: 'memes' });
  await drops.answers['host.removeDrop']({ drop: 'drop-3' }, signal);
  await begin(drops);
  expect(readdirSync(root)).toHaveLength(mostDrops);
});

test('a window that knows where files are brings none', async () => {
  await expect(begin(new WindowDrops(null, engine))).rejects.toMatchObject({ code: 'unsupported' });
  expect(made).toBe(0);
});
