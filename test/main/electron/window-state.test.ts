import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { isReachable, readWindowState, writeWindowState } from '../../../src/main/electron/window-state';
import { temporaryFolder } from '../../support/temporary-folder';

const screen = { x: 0, y: 0, width: 1366, height: 768 };

test.each([
  ['in the middle', { x: 100, y: 100, width: 800, height: 600 }, true],
  ['over the right edge, its title still to be grasped', { x: 1200, y: 10, width: 800, height: 600 }, true],
  ['on a screen that is gone', { x: 2000, y: 100, width: 800, height: 600 }, false],
  ['with its title above the screen', { x: 100, y: -40, width: 800, height: 600 }, false],
  ['with its title below the screen', { x: 100, y: 760, width: 800, height: 600 }, false],
])('a window %s', (_title, bounds, reachable) => {
  expect(isReachable(bounds, [screen])).toBe(reachable);
});

test('a state is kept, and where it cannot be nothing is thrown', async () => {
  const folder = await temporaryFolder();
  const state = { bounds: screen, maximized: false };
  writeWindowState(path.join(folder, 'window.json'), state);
  expect(readWindowState(path.join(folder, 'window.json'))).toEqual(state);
  const nowhere = path.join(folder, 'missing', 'window.json');
  writeWindowState(nowhere, state);
  expect(readWindowState(nowhere)).toBeNull();
});

test('a state that is damaged is none', async () => {
  const file = path.join(await temporaryFolder(), 'window.json');
  expect(readWindowState(file)).toBeNull();
  const state = { bounds: screen, maximized: true };
  writeFileSync(file, JSON.stringify(state));
  expect(readWindowState(file)).toEqual(state);
  for (const text of ['{', '{}', '{"bounds":{"x":0,"y":0,"width":0,"height":1},"maximized":false}']) {
    writeFileSync(file, text);
    expect(readWindowState(file)).toBeNull();
  }
});
