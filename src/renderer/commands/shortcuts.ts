import { commands, otherShortcuts, type CommandId } from '../../shared/window/commands';

/** With what is typed, these are the field's own. */
const ofFields: ReadonlySet<string> = new Set(['Mod+Z', 'Mod+Shift+Z', 'Mod+Y', 'Mod+B']);

/** Milliseconds in which the second key of a sequence must follow the first. */
const patience = 1200;

const isMac = /mac/iu.test(navigator.platform);

/** Keys in the form that events are compared in: `Mod+Shift+N`, `G R`, `?`. */
function normalised(shortcut: string): string {
  return shortcut
    .split(' ')
    .map((keys) =>
      keys
        .split('+')
        .map((key) => (key.length === 1 ? key.toUpperCase() : key))
        .join('+'),
    )
    .join(' ');
}

const byKeys: ReadonlyMap<string, CommandId> = new Map(
  Object.entries(commands).flatMap(([id, { shortcut }]) =>
    [shortcut, otherShortcuts[id as CommandId] ?? null].flatMap((keys) =>
      keys === null ? [] : [[normalised(keys), id as CommandId] as const],
    ),
  ),
);
const firstKeys: ReadonlySet<string> = new Set(
  [...byKeys.keys()].filter((keys) => keys.includes(' ')).map((keys) => keys.split(' ')[0]),
);

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

function keysOf({ key, ctrlKey, metaKey, altKey, shiftKey }: Key): string {
  const isLetter = key.length > 1 || key.toLowerCase() !== key.toUpperCase();
  return [
    ...(ctrlKey || metaKey ? ['Mod'] : []),
    ...(altKey ? ['Alt'] : []),
    // Of other characters, Shift is part of how they are typed: `?`.
    ...(shiftKey && isLetter ? ['Shift'] : []),
    key.length === 1 ? key.toUpperCase() : key,
  ].join('+');
}

/** Reads key after key and says which command they mean. */
export function createShortcutReader(): (event: Key, isTyping: boolean, now: number) => CommandId | null {
  let first: { readonly keys: string; readonly at: number } | null = null;
  return (event, isTyping, now) => {
    const keys = keysOf(event);
    const hasModifier = event.ctrlKey || event.metaKey;
    const before = first !== null && now - first.at < patience ? first.keys : null;
    first = null;
    // Whoever types means text: letters are text, undo and redo are those of the field.
    if (isTyping && (!hasModifier || ofFields.has(keys))) return null;
    const command = (before === null ? undefined : byKeys.get(`${before} ${keys}`)) ?? byKeys.get(keys);
    if (command === undefined && firstKeys.has(keys)) first = { keys, at: now };
    return command ?? null;
  };
}

/** Is text typed into what has the focus? */
export function isTypingInto(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  if (!(target instanceof HTMLInputElement)) return false;
  // What only shows a choice, such as the field of a list to choose from, takes no text.
  return !target.readOnly && !['checkbox', 'radio', 'button', 'range', 'color'].includes(target.type);
}

/** A shortcut as it stands on the keyboard: `Ctrl+K`, `⌘K`, `g r`. */
export function shownKeys(shortcut: string): readonly string[] {
  return shortcut.split(' ').map((keys) => keys.replace('Mod', isMac ? '⌘' : 'Ctrl'));
}
