import type { MenuItemConstructorOptions } from 'electron';
import { commandGroups, commands, type CommandGroup, type CommandId } from '../../shared/window/commands';

/** What Electron does itself, below the commands of a menu. */
const own: Readonly<Record<CommandGroup, readonly MenuItemConstructorOptions[]>> = {
  file: [{ role: 'quit' }],
  edit: [{ role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }],
  view: [{ role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }, { role: 'togglefullscreen' }],
  go: [],
  run: [],
  help: [{ role: 'about' }],
};

/** The native menu: every command of the window, by group, and Electron's own. */
export function menuTemplate(
  platform: NodeJS.Platform,
  choose: (id: CommandId) => void,
): readonly MenuItemConstructorOptions[] {
  const groups = Object.keys(commandGroups) as readonly CommandGroup[];
  const menus = groups.map((group): MenuItemConstructorOptions => {
    const items = (Object.keys(commands) as CommandId[])
      .filter((id) => commands[id].group === group)
      .map((id): MenuItemConstructorOptions => {
        const { title, shortcut } = commands[id];
        return {
          id,
          label: title,
          ...shortcutOf(shortcut),
          click: () => {
            choose(id);
          },
        };
      });
    const separator: readonly MenuItemConstructorOptions[] =
      items.length > 0 && own[group].length > 0 ? [{ type: 'separator' }] : [];
    return { label: commandGroups[group], submenu: [...items, ...separator, ...own[group]] };
  });
  return platform === 'darwin' ? [{ role: 'appMenu' }, ...menus] : menus;
}

/**
 * The window listens for its shortcuts itself, in either host alike, so the menu shows them only. What Electron cannot
 * write as keys pressed at once (`g r`, `?`) stands in the label's place for it, on the right.
 */
function shortcutOf(shortcut: string | null): MenuItemConstructorOptions {
  if (shortcut === null) return {};
  if (!/^(?:(?:Mod|Shift|Alt)\+)+\S$|^F\d+$/u.test(shortcut)) return { sublabel: shortcut };
  return { accelerator: shortcut.replace('Mod', 'CommandOrControl'), registerAccelerator: false };
}
