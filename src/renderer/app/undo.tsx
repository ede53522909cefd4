import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { createContext, use, useCallback, useMemo, useRef, type ReactNode } from 'react';
import { texts } from '../texts/catalogue';
import { useCommand } from './commands';
import { showError } from './show-error';

export interface Undoable {
  /** What was done, as a sentence: `Run “demo” removed.` */
  readonly text: string;
  readonly undo: () => Promise<unknown>;
}

/** Takes an offer back: what it would undo is no longer there. */
export type Withdraw = () => void;

export interface UndoApi {
  /** Tells that something was done and offers to take it back: in a toast, and by Ctrl+Z as long as the window lives. */
  readonly offer: (done: Undoable) => Withdraw;
}

const Context = createContext<UndoApi | null>(null);
/** Milliseconds that the toast stays. */
const shown = 10_000;

export function UndoProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const stack = useRef<readonly (Undoable & { readonly toast: string })[]>([]);

  const take = useCallback(async (toast?: string) => {
    const last = toast === undefined ? stack.current.at(-1) : stack.current.find((entry) => entry.toast === toast);
    if (last === undefined) {
      notifications.show({ message: texts.app.undo.nothing, autoClose: 2500 });
      return;
    }
    stack.current = stack.current.filter((entry) => entry !== last);
    notifications.hide(last.toast);
    try {
      await last.undo();
      notifications.show({ message: `${texts.app.undo.done}: ${last.text}`, autoClose: 4000 });
    } catch (error) {
      showError(error, texts.app.undo.failed);
    }
  }, []);

  const offer = useCallback(
    (done: Undoable) => {
      const toast = crypto.randomUUID();
      stack.current = [...stack.current, { ...done, toast }];
      notifications.show({
        id: toast,
        autoClose: shown,
        message: (
          <Group justify="space-between" wrap="nowrap" gap="sm">
            <Text size="sm">{done.text}</Text>
            <Button variant="light" onClick={() => void take(toast)}>
              {texts.app.undo.action}
            </Button>
          </Group>
        ),
      });
      return () => {
        stack.current = stack.current.filter((entry) => entry.toast !== toast);
        notifications.hide(toast);
      };
    },
    [take],
  );

  useCommand('edit.undo', () => void take());
  const api = useMemo(() => ({ offer }), [offer]);
  return <Context value={api}>{children}</Context>;
}

export function useUndo(): UndoApi {
  const api = use(Context);
  if (api === null) throw new Error('Only inside an UndoProvider can something be undone.');
  return api;
}
