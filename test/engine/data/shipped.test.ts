import { cp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { resourcesFolder } from '../../../src/engine/files/resources';
import { openDataset } from '../../../src/engine/data/open';
import { prepareShipped } from '../../../src/engine/data/shipped';
import { captionMatch } from '../../../src/engine/data/shipped/caption-match';
import { cuedClasses, cuedValues } from '../../../src/engine/data/shipped/cued';
import { digitSum } from '../../../src/engine/data/shipped/digit-sum';
import { digitTrio } from '../../../src/engine/data/shipped/digit-trio';
import { emojiGroups } from '../../../src/engine/data/shipped/emoji-groups';
import { sceneContents } from '../../../src/engine/data/shipped/scene-contents';
import { skeletonActions } from '../../../src/engine/data/shipped/skeleton-actions';
import { scenes } from '../../../src/engine/data/shipped/scenes';
import { shippedDatasets, type ShippedName } from '../../../src/shared/data/dataset';
import { shippedFacts } from '../../../src/shared/planning/shipped-facts';
import { temporaryFolder } from './temporary-folder';

const folder = temporaryFolder();
const target = (): string => join(folder.path, 'emoji-groups');
afterEach(() => {
  vi.unstubAllEnvs();
});

it('names what ships', () => {
  expect(shippedDatasets).toEqual([
    'caption-match',
    'emoji-groups',
    'digit-trio',
    'scenes',
    'digit-sum',
    'scene-contents',
    'cued-classes',
    'cued-values',
    'skeleton-actions',
  ]);
});

it.each([
  captionMatch,
  emojiGroups,
  digitTrio,
  scenes,
  digitSum,
  sceneContents,
  cuedClasses,
  cuedValues,
  skeletonActions,
])('what is told of $header.name before it is prepared is what it is', ({ header }) => {
  const { title, inputs, classes, target, pixelClasses } = shippedFacts[header.name as ShippedName];
  expect({ title, inputs, target, classes: classes.length, pixelClasses: pixelClasses?.length }).toEqual({
    title: header.title,
    inputs: Object.keys(header.modalities),
    target: header.target,
    classes: header.classes.length,
    pixelClasses: header.pixelClasses?.length,
  });
});

describe('preparing', () => {
  it('reports progress up to the last row', async () => {
    const seen: (readonly [number, number])[] = [];
    await prepareShipped('emoji-groups', target(), { onProgress: (done, total) => seen.push([done, total]) });
    expect(seen.at(0)).toEqual([0, 3812]);
    expect(seen.at(-1)).toEqual([3812, 3812]);
  });

  it('does nothing when the same preparation is there', async () => {
    const first = await prepareShipped('emoji-groups', target());
    const before = await stat(join(target(), 'image.u8'));
    expect(await prepareShipped('emoji-groups', target())).toEqual(first);
    expect((await stat(join(target(), 'image.u8'))).ino).toBe(before.ino);
  });

  it('replaces a folder with a damaged manifest', async () => {
    const { hash } = await prepareShipped('emoji-groups', target());
    await writeFile(join(target(), 'manifest.json'), '{');
    await prepareShipped('emoji-groups', target());
    expect((await openDataset(target())).manifest.hash).toBe(hash);
  });

  it('can be cancelled, leaving nothing', async () => {
    const controller = new AbortController();
    const onProgress = (done: number): void => {
      if (done >= 1000) controller.abort();
    };
    const preparing = prepareShipped('emoji-groups', target(), { onProgress, signal: controller.signal });
    await expect(preparing).rejects.toMatchObject({ code: 'cancelled' });
    expect(await readdir(folder.path)).toEqual([]);
  });

  it('clears away what a killed process left', async () => {
    await cp(join(resourcesFolder(), 'data'), join(folder.path, '.emoji-groups.part'), { recursive: true });
    await prepareShipped('emoji-groups', target());
    expect(await readdir(folder.path)).toEqual(['emoji-groups']);
  });

  it('refuses unknown names', async () => {
    await expect(prepareShipped('mnist', target())).rejects.toMatchObject({
      code: 'not-found',
      remedy:
        'Known data sets: caption-match, emoji-groups, digit-trio, scenes, digit-sum, scene-contents, cued-classes, cued-values, ….',
    });
  });
});

describe('the shipped files', () => {
  const copied = async (): Promise<string> => {
    const copy = join(folder.path, 'resources');
    await cp(resourcesFolder(), copy, { recursive: true });
    vi.stubEnv('MUROAN_RESOURCES', copy);
    return join(copy, 'data');
  };

  it.each([
    ['emoji-groups', 'emoji-noto.u8.deflate'],
    ['emoji-groups', 'emoji-twemoji.u8.deflate'],
    ['emoji-groups', 'emoji.json'],
    ['caption-match', 'garments.u8.deflate'],
  ])('of %s: a damaged or missing %s is named', async (name, file) => {
    const data = await copied();
    const bytes = await readFile(join(data, file));
    bytes[Math.floor(bytes.length / 2)] ^= 1;
    await writeFile(join(data, file), bytes);
    await expect(prepareShipped(name, join(folder.path, name))).rejects.toMatchObject({ code: 'damaged', where: file });
    await rm(join(data, file));
    await expect(prepareShipped(name, join(folder.path, name))).rejects.toMatchObject({ code: 'damaged', where: file });
    expect(await readdir(folder.path)).toEqual(['resources']);
  });
});
