import { describe, expect, it } from 'vitest';
import { commands } from '../../../src/shared/window/commands';
import { createShortcutReader } from '../../../src/renderer/commands/shortcuts';

const key = (name: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

describe('keys', () => {
  it('mean the command whose shortcut they are', () => {
    const read = createShortcutReader();
    expect(read(key('k', { ctrlKey: true }), false, 0)).toBe('view.palette');
    expect(read(key('N', { ctrlKey: true, shiftKey: true }), false, 1)).toBe('project.new');
    expect(read(key('?', { shiftKey: true }), false, 2)).toBe('help.shortcuts');
    expect(read(key(',', { ctrlKey: true }), false, 3)).toBe('go.settings');
    expect(read(key('k'), false, 4)).toBeNull();
  });

  it('in sequence, while the second comes soon', () => {
    const read = createShortcutReader();
    expect(read(key('g'), false, 0)).toBeNull();
    expect(read(key('r'), false, 500)).toBe('go.runs');
    expect(read(key('g'), false, 1000)).toBeNull();
    expect(read(key('r'), false, 9000)).toBeNull();
    // A key that continues nothing ends the sequence.
    expect(read(key('g'), false, 10_000)).toBeNull();
    expect(read(key('x'), false, 10_100)).toBeNull();
    expect(read(key('r'), false, 10_200)).toBeNull();
  });

  it('are text where somebody types', () => {
    const read = createShortcutReader();
    expect(read(key('?', { shiftKey: true }), true, 0)).toBeNull();
    expect(read(key('g'), true, 1)).toBeNull();
    expect(read(key('r'), true, 2)).toBeNull();
    expect(read(key('z', { ctrlKey: true }), true, 3)).toBeNull();
    expect(read(key('k', { ctrlKey: true }), true, 4)).toBe('view.palette');
  });

  it('mean one command each', () => {
    const shortcuts = Object.values(commands).flatMap(({ shortcut }) => (shortcut === null ? [] : [shortcut]));
    expect(new Set(shortcuts).size).toBe(shortcuts.length);
  });
});
