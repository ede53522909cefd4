import { pageIds, pages, type PageId } from './pages';

/** Where commands stand in the native menu, the palette and the shortcut sheet. */
export const commandGroups = {
  file: 'File',
  edit: 'Edit',
  view: 'View',
  go: 'Go to',
  run: 'Computing',
  help: 'Help',
} as const;
export type CommandGroup = keyof typeof commandGroups;

export interface CommandDescription {
  readonly title: string;
  readonly group: CommandGroup;
  /** Keys joined by `+`; `Mod` is Ctrl, on macOS Command. A sequence is separated by a blank: `g r`. */
  readonly shortcut: string | null;
  /** Other words that people look for it by. */
  readonly keywords?: string;
}

/**
 * Every command of the window. The native menu, the palette and the shortcut sheet are made of this list; what a command
 * does is said by the page that offers it (`useCommand`), and where no page does, it is shown as not available.
 */
export const commands = {
  'project.new': { title: 'New project', group: 'file', shortcut: 'Mod+Shift+N' },
  'project.export': { title: 'Export project', group: 'file', shortcut: null },
  'project.import': { title: 'Open project archive', group: 'file', shortcut: 'Mod+O' },
  'report.verify': {
    title: 'Verify a report',
    group: 'file',
    shortcut: null,
    keywords: 'unchanged hash sha256 checksum',
  },
  'edit.undo': { title: 'Undo', group: 'edit', shortcut: 'Mod+Z' },
  'edit.redo': { title: 'Redo', group: 'edit', shortcut: 'Mod+Shift+Z' },
  'view.palette': { title: 'Command palette', group: 'view', shortcut: 'Mod+K' },
  'view.light': { title: 'Light theme', group: 'view', shortcut: null },
  'view.dark': { title: 'Dark theme', group: 'view', shortcut: null },
  'view.system': { title: 'Theme of the system', group: 'view', shortcut: null },
  'view.sidebar': { title: 'Show or hide names in the sidebar', group: 'view', shortcut: 'Mod+B' },
  'view.refresh': { title: 'Read the page again', group: 'view', shortcut: 'F5' },
  ...goCommands(),
  'run.pause': { title: 'Pause what computes', group: 'run', shortcut: null },
  'run.continue': { title: 'Continue what is paused', group: 'run', shortcut: null },
  'run.stop': { title: 'Stop what computes', group: 'run', shortcut: null },
  'help.shortcuts': { title: 'Keyboard shortcuts', group: 'help', shortcut: '?' },
  'help.glossary': { title: 'Glossary', group: 'help', shortcut: null },
  'help.licences': { title: 'Licences', group: 'help', shortcut: null },
} as const satisfies Record<string, CommandDescription>;

export type CommandId = keyof typeof commands;

/** Keys that mean a command besides its shortcut, as other programs have them. */
export const otherShortcuts: Readonly<Partial<Record<CommandId, string>>> = { 'edit.redo': 'Mod+Y' };

/** A command for each page, which leads to it. */
function goCommands(): Readonly<Record<`go.${PageId}`, CommandDescription & { readonly shortcut: string }>> {
  const described = pageIds.map((id) => [`go.${id}`, { ...pages[id], group: 'go' }] as const);
  return Object.fromEntries(described) as ReturnType<typeof goCommands>;
}

export function isCommandId(id: string): id is CommandId {
  return Object.hasOwn(commands, id);
}
