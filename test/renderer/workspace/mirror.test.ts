import { describe, expect, it, vi } from 'vitest';
import { parseContent, readContent } from '../../../src/renderer/workspace/content';
import { put, remove } from '../../../src/renderer/workspace/edit';
import { startMirror, synchronise } from '../../../src/renderer/workspace/mirror';
import { openWorkspace } from '../../../src/renderer/workspace/open';
import { emptyContent } from '../../../src/renderer/workspace/rows';
import { newDatabase } from './databases';
import { labFolder } from './lab-folder';

const noteOf = (text: string) => ({ kind: 'run', id: 'a', text }) as const;

describe('synchronise', () => {
  it('brings what one window wrote to another', async () => {
    const lab = labFolder();
    const [window, browser] = [newDatabase(), newDatabase()];
    await put(window, 'notes', noteOf('from the window'));
    await synchronise(window, lab);
    await synchronise(browser, lab);
    expect(await browser.notes.get(['run', 'a'])).toMatchObject({ text: 'from the window' });
    await put(browser, 'notes', noteOf('and back'));
    await synchronise(browser, lab);
    await synchronise(window, lab);
    expect(await window.notes.get(['run', 'a'])).toMatchObject({ text: 'and back' });
  });

  it('writes nothing where nothing is new', async () => {
    const lab = labFolder();
    const database = newDatabase();
    await put(database, 'notes', noteOf('x'));
    await synchronise(database, lab);
    await synchronise(database, lab);
    await synchronise(database, lab);
    expect(lab.copy()?.revision).toBe(1);
  });

  it('merges when another window was faster, and loses neither', async () => {
    let once = true;
    const other = {
      ...emptyContent,
      notes: [
        { kind: 'run', id: 'b', text: 'other', revision: 1, changedAt: '2026-01-01T00:00:00.000Z', removed: false },
      ],
    };
    const lab = labFolder(() => {
      if (once) lab.place(JSON.stringify(other));
      once = false;
    });
    const database = newDatabase();
    await put(database, 'notes', noteOf('mine'));
    await synchronise(database, lab);
    const kept = parseContent(lab.copy()!.content);
    expect(kept.notes.map(({ text }) => text)).toEqual(['mine', 'other']);
    expect((await readContent(database)).notes).toHaveLength(2);
  });

  it('shrinks the copy by what was removed', async () => {
    const lab = labFolder();
    const database = newDatabase();
    const drafts = ['a', 'b', 'c'].map(
      (id) => ({ id, kind: 'study', project: null, title: id, content: 'x'.repeat(1024 * 1024) }) as const,
    );
    for (const draft of drafts) await put(database, 'drafts', draft);
    await synchronise(database, lab);
    expect(lab.copy()!.content.length).toBeGreaterThan(3 * 1024 * 1024);
    for (const draft of drafts) await remove(database, 'drafts', draft);
    await synchronise(database, lab);
    expect(lab.copy()!.content.length).toBeLessThan(1024);
  });

  it('spreads removals', async () => {
    const lab = labFolder();
    const [window, browser] = [newDatabase(), newDatabase()];
    await put(window, 'stars', { kind: 'run', id: 'a' });
    await synchronise(window, lab);
    await synchronise(browser, lab);
    await remove(browser, 'stars', { kind: 'run', id: 'a' });
    await synchronise(browser, lab);
    await synchronise(window, lab);
    expect(await window.stars.get(['run', 'a'])).toMatchObject({ removed: true });
  });

  it.each([
    [
      'a newer workspace',
      JSON.stringify({ ...emptyContent, formatVersion: emptyContent.formatVersion + 1 }),
      'unsupported',
    ],
    ['no workspace', 'no JSON', 'damaged'],
  ])('leaves %s in the lab folder as it is', async (_, content, code) => {
    const lab = labFolder();
    lab.place(content);
    const database = newDatabase();
    await put(database, 'notes', noteOf('x'));
    await expect(synchronise(database, lab)).rejects.toMatchObject({ code });
    expect(lab.copy()?.content).toBe(content);
    expect(await database.notes.get(['run', 'a'])).toMatchObject({ text: 'x' });
  });
});

describe('startMirror', () => {
  it('mirrors after an edit, and tells why where it cannot', async () => {
    const lab = labFolder();
    const database = newDatabase();
    const told = vi.fn();
    const mirror = startMirror(database, lab, told);
    await put(database, 'notes', noteOf('typed'));
    await vi.waitFor(
      () => {
        expect(lab.copy()?.content).toContain('typed');
      },
      { timeout: 5000 },
    );
    expect(told).toHaveBeenLastCalledWith(null);
    lab.place('no JSON');
    await mirror.now();
    expect(told.mock.lastCall?.[0]).toMatchObject({ code: 'damaged' });
    mirror.stop();
  });
});

it('a lab without identity gets one when its workspace is opened', async () => {
  const lab = labFolder();
  const database = await openWorkspace(lab);
  expect(database.name).toBe('muroan.made');
  await database.delete();
});

it('two windows that open a new lab at once open one workspace', async () => {
  let once = true;
  const lab = labFolder(() => {
    if (once) lab.place(JSON.stringify(emptyContent));
    once = false;
  });
  const database = await openWorkspace(lab);
  expect(database.name).toBe('muroan.made');
  await database.delete();
});
