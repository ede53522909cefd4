import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { createContext, use, useCallback, useEffect, useMemo, useRef, type ReactNode } from 'react';
import { texts } from '../texts/catalogue';
import { useCommand } from '../commands/commands';
import { showError } from '../lab/show-error';
import { withStep, type Step } from './undo-history';

export type Undoable = Pick<Step, 'text' | 'undo'>;

/** An edit; what follows at once about the same subject is one step with it. */
export type Edited = Undoable & Pick<Step, 'subject'>;

/** Takes an offer back: what it would undo is no longer there. */
export type Withdraw = () => void;

export interface UndoApi {
  /** Tells that something was done and offers to take it back: in a notice, and by Ctrl+Z as long as the window lives. */
  readonly offer: (done: Undoable) => Withdraw;
  /** Lets Ctrl+Z take an edit back that its maker sees: without a notice. */
  readonly remember: (edited: Edited) => Withdraw;
}

const Context = createContext<UndoApi | null>(null);
/** Milliseconds that the notice stays: long enough to read it, see what it did, and want it back. */
const shown = 20_000;

export function UndoProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const history = useRef<readonly Step[]>([]);
  /** What was taken back since the last edit, the newest last. */
  const undone = useRef<readonly Step[]>([]);
  /** The last notice: a pile of them would lie on what is clicked next. Ctrl+Z goes further back. */
  const offered = useRef<string | null>(null);

  const take = useCallback(async (id?: string) => {
    const step = id === undefined ? history.current.at(-1) : history.current.find((one) => one.id === id);
    if (step === undefined) {
      notifications.show({ message: texts.app.undo.nothing, autoClose: 2500 });
      return;
    }
    history.current = history.current.filter((one) => one !== step);
    notifications.hide(step.id);
    try {
      const again = await step.undo();
      if (again !== null) undone.current = [...undone.current, { ...step, undo: again }];
      notifications.show({ message: `${texts.app.undo.done}: ${step.text}`, autoClose: 4000 });
    } catch (error) {
      showError(error, texts.app.undo.failed);
    }
  }, []);

  const redo = useCallback(async () => {
    const step = undone.current.at(-1);
    if (step === undefined) {
      notifications.show({ message: texts.app.undo.nothingAgain, autoClose: 2500 });
      return;
    }
    undone.current = undone.current.slice(0, -1);
    try {
      const back = await step.undo();
      // Of a time of its own: what is edited next is another step.
      if (back !== null) history.current = [...history.current, { ...step, undo: back, at: -Infinity }];
      notifications.show({ message: `${texts.app.undo.doneAgain}: ${step.text}`, autoClose: 4000 });
    } catch (error) {
      showError(error, texts.app.undo.failedAgain);
    }
  }, []);

  const api = useMemo(() => {
    const keep = (step: Step): Withdraw => {
      history.current = withStep(history.current, step);
      // What is new stands in the place of what was taken back.
      undone.current = [];
      const kept = history.current.at(-1)?.id;
      return () => {
        history.current = history.current.filter(({ id }) => id !== kept);
        undone.current = undone.current.filter(({ id }) => id !== kept);
        notifications.hide(step.id);
      };
    };
    const offer = (done: Undoable): Withdraw => {
      const id = crypto.randomUUID();
      if (offered.current !== null) notifications.hide(offered.current);
      offered.current = id;
      notifications.show({
        id,
        autoClose: shown,
        message: (
          <Group justify="space-between" wrap="nowrap" gap="sm">
            <Text size="sm" lineClamp={4} title={done.text} style={{ overflowWrap: 'anywhere' }}>
              {done.text}
            </Text>
            <Button variant="light" style={{ flexShrink: 0 }} onClick={() => void take(id)}>
              {texts.app.undo.action}
            </Button>
          </Group>
        ),
      });
      return keep({ ...done, id, subject: null, at: performance.now() });
    };
    const remember = (edited: Edited): Withdraw => keep({ ...edited, id: crypto.randomUUID(), at: performance.now() });
    return { offer, remember };
  }, [take]);

  useCommand('edit.undo', () => void take());
  useCommand('edit.redo', () => void redo());
  return <Context value={api}>{children}</Context>;
}

export function useUndo(): UndoApi {
  const api = use(Context);
  if (api === null) throw new Error('Only inside an UndoProvider can something be undone.');
  return api;
}

/** For edits of what the component holds: they can be taken back as long as it is shown. */
export function useUndoWhileShown(): UndoApi {
  const { offer, remember } = useUndo();
  const made = useRef<readonly Withdraw[]>([]);
  useEffect(
    () => () => {
      made.current.forEach((withdraw) => {
        withdraw();
      });
    },
    [],
  );
  return useMemo(() => {
    const note = (withdraw: Withdraw): Withdraw => {
      made.current = [...made.current, withdraw];
      return withdraw;
    };
    return { offer: (done) => note(offer(done)), remember: (edited) => note(remember(edited)) };
  }, [offer, remember]);
}
