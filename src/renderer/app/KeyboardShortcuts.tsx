import { useEffect } from 'react';
import { isCommandId } from '../../shared/window/commands';
import { useNotification } from '../lab/use-notification';
import { useCommands } from '../commands/commands';
import { createShortcutReader, isTypingInto } from '../commands/shortcuts';

/** Runs commands from keys and from the native menu. */
export function KeyboardShortcuts(): null {
  const registry = useCommands();
  useEffect(() => {
    const read = createShortcutReader();
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.repeat) return;
      const command = read(event, isTypingInto(event.target), event.timeStamp);
      if (command !== null && registry.run(command)) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
    };
  }, [registry]);
  useNotification('command', ({ id }) => {
    if (isCommandId(id)) registry.run(id);
  });
  return null;
}
