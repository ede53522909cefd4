import type { MenuItemConstructorOptions } from 'electron';
import { expect, test, vi } from 'vitest';
import { menuTemplate } from '../../../src/main/electron/menu';
import { commands } from '../../../src/shared/window/commands';

function items(choose = vi.fn(), platform: NodeJS.Platform = 'linux'): readonly MenuItemConstructorOptions[] {
  return menuTemplate(platform, choose).flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
}

test('every command of the window is in the menu once, under its title', () => {
  const shown = items().filter(({ id }) => id !== undefined);
  expect(shown.map(({ id }) => id).sort()).toEqual(Object.keys(commands).sort());
  for (const { id, label } of shown) expect(label).toBe(commands[id as keyof typeof commands].title);
});

test('choosing one tells its id', () => {
  const choose = vi.fn();
  const { click } = items(choose).find(({ id }) => id === 'go.runs')!;
  click!(undefined as never, undefined, undefined as never);
  expect(choose.mock.calls).toEqual([['go.runs']]);
});

test('shortcuts are shown, not taken: the window listens for them itself', () => {
  for (const item of items()) {
    if (item.accelerator !== undefined && item.id !== undefined) expect(item.registerAccelerator).toBe(false);
  }
  expect(items().find(({ id }) => id === 'view.palette')).toMatchObject({ accelerator: 'CommandOrControl+K' });
});

test('macOS has its own first menu', () => {
  expect(menuTemplate('darwin', vi.fn())[0]).toEqual({ role: 'appMenu' });
});
