import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesBelow, openListing } from '../../../../src/engine/data/importers/mapped/listing';
import { matcher } from '../../../../src/engine/data/importers/mapped/template';
import { temporaryFolder } from '../temporary-folder';
import { writeFiles } from './source-folder';

const folder = temporaryFolder();
const root = (): string => join(folder.path, 'source');

describe('a listing', () => {
  it('reads no folder that a link leads out to, wherever the link stands', async () => {
    await writeFiles(folder.path, { 'outside/a.conf': 'x', 'outside/deep/b.conf': 'x', 'source/in/c.conf': 'x' });
    await symlink(join(folder.path, 'outside'), join(root(), 'link'));
    const outward = { code: 'invalid', message: expect.stringMatching(/leaves the folder through a link/) as string };
    await expect(openListing(root(), 'link/{name}.conf')).rejects.toMatchObject(outward);
    await expect(openListing(root(), 'link/deep/{name}.conf')).rejects.toMatchObject(outward);
    await expect(filesBelow(root(), 'link').next()).rejects.toMatchObject(outward);
    const open = await openListing(root(), '{folder}/{name}.conf');
    expect(open.count).toBe(1);
  });

  it('reads through a link that stays inside, and a root that is a link itself', async () => {
    await writeFiles(root(), { 'in/c.conf': 'x' });
    await symlink(join(root(), 'in'), join(root(), 'link'));
    await symlink(root(), join(folder.path, 'alias'));
    expect((await openListing(join(folder.path, 'alias'), 'link/{name}.conf')).count).toBe(1);
  });

  it('ends when it is cancelled', async () => {
    await mkdir(root(), { recursive: true });
    await writeFiles(root(), { 'a.png': 'x' });
    const search = openListing(root(), '{name}.png', {}, AbortSignal.abort());
    await expect(search).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('a pattern', () => {
  it.each([
    ['{class}/{id}.png', 'cat/1.png', { class: 'cat', id: '1' }],
    ['{class}/{id}.png', 'cat/more/1.png', null],
    ['{class}/{id}.png', 'cat/.png', null],
    ['{a}_{b}.png', 'x_y_z.png', { a: 'x', b: 'y_z' }],
    ['{a}_{b}_z.png', 'x_y_z.png', { a: 'x', b: 'y' }],
    ['{a}_{b}_z.png', 'x_y_q_z.png', { a: 'x', b: 'y_q' }],
    ['d/{way:*}/{id}.png', 'd/a/b/1.png', { way: 'a/b', id: '1' }],
    ['d/{way:*}/{id}.png', 'e/a/b/1.png', null],
    ['{a:*}x{b}/x{c}', '1x2x3/4x5/x6', { a: '1x2x3/4', b: '5', c: '6' }],
    ['(a)+[{id}].*', '(a)+[7].*', { id: '7' }],
    ['{a}', 'aa', { a: 'aa' }],
    ['{id}aa', 'aa', null],
  ])('%s finds in %s %j', (pattern, path, found) => {
    expect(matcher(pattern)(path)).toEqual(found);
  });

  it.each(['{a}{b}{c}{d}{e}{f}.jpg', 'x/{a}{b:*}.png', '{a:3}{b}'])('%s is refused', (pattern) => {
    expect(() => matcher(pattern)).toThrow(/Nothing stands between/);
  });

  it('of very many names is refused', () => {
    expect(() => matcher(Array.from({ length: 33 }, (_, at) => `{n${String(at)}}`).join('-'))).toThrow(/33 names/);
  });

  it('takes steps by the length of the path only, however often its letters fit', () => {
    const places = Array.from({ length: 32 }, (_, at) => `{n${String(at)}:*}`);
    const match = matcher(`${places.join('x')}y`);
    const started = performance.now();
    expect(match(`${'x'.repeat(4000)}zy`)).not.toBeNull();
    expect(match(`${'x'.repeat(4000)}z`)).toBeNull();
    // The last letter fits, and nothing before it: all ways fail.
    expect(matcher(`${places.join('x')}zzy`)(`${'x'.repeat(4000)}zxzzyzzy`)).not.toBeNull();
    expect(matcher(`${places.join('xx')}qy`)(`${'x'.repeat(4000)}y`)).toBeNull();
    expect(matcher(`${places.slice(1).join('x')}/{last}y`)(`${'x'.repeat(4000)}y`)).toBeNull();
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
