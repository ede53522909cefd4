import { MantineProvider } from '@mantine/core';
import { Notifications, notifications } from '@mantine/notifications';
import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import { useState, type ReactNode } from 'react';
import { afterEach, expect, it } from 'vitest';
import { CommandProvider } from '../../../src/renderer/commands/commands';
import { KeyboardShortcuts } from '../../../src/renderer/app/KeyboardShortcuts';
import type { TakeBack } from '../../../src/renderer/undo/undo-history';
import { theme } from '../../../src/renderer/app/theme';
import { UndoProvider, useUndoWhileShown } from '../../../src/renderer/undo/undo';
import { ConnectionProvider } from '../../../src/renderer/lab/connection';
import { texts } from '../../../src/renderer/texts/catalogue';
import { fakeConnection, fakeLab } from '../fake-lab';

afterEach(() => {
  cleanup();
  notifications.clean();
});

/** A count that is edited by one button and, with a notice, by another. */
function Counter(): ReactNode {
  const [count, setCount] = useState(0);
  const { remember, offer } = useUndoWhileShown();
  const counting =
    (to: number, from: number): TakeBack =>
    () => {
      setCount(to);
      return Promise.resolve(counting(from, to));
    };
  const add = (how: typeof offer | typeof remember): void => {
    setCount(count + 1);
    how({
      subject: null,
      text: 'One more.',
      undo: counting(count, count + 1),
    });
  };
  return (
    <>
      <p>count {count}</p>
      <button
        onClick={() => {
          add(remember);
        }}
      >
        edit
      </button>
      <button
        onClick={() => {
          add(offer);
        }}
      >
        tell
      </button>
      <input aria-label="typed" />
      <input aria-label="chosen" readOnly />
    </>
  );
}

function Page(): ReactNode {
  const [shown, show] = useState(true);
  return (
    <MantineProvider theme={theme}>
      <Notifications />
      <ConnectionProvider connection={fakeConnection(fakeLab({}))}>
        <CommandProvider>
          <KeyboardShortcuts />
          <UndoProvider>
            {shown ? <Counter /> : null}
            <button
              onClick={() => {
                show(false);
              }}
            >
              leave
            </button>
          </UndoProvider>
        </CommandProvider>
      </ConnectionProvider>
    </MantineProvider>
  );
}

function click(name: string): void {
  act(() => {
    screen.getByRole('button', { name }).click();
  });
}

async function press(key: string, shiftKey: boolean, target: HTMLElement): Promise<void> {
  await act(async () => {
    target.dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey, ctrlKey: true, bubbles: true }));
    await Promise.resolve();
  });
}

const pressUndo = (target: HTMLElement = document.body): Promise<void> => press('z', false, target);
const pressRedo = (target: HTMLElement = document.body): Promise<void> => press('Z', true, target);

it('edits are taken back by Ctrl+Z, the last one first, and by the button of their notice', async () => {
  render(<Page />);
  click('edit');
  click('tell');
  await screen.findByText('One more.');
  click(texts.app.undo.action);
  await screen.findByText('count 1');
  await pressUndo();
  await screen.findByText('count 0');
  await pressUndo();
  await screen.findByText(texts.app.undo.nothing);
});

it('the cross that closes a notice has a name', async () => {
  render(<Page />);
  click('tell');
  await screen.findByText('One more.');
  click(texts.ui.close);
  await waitFor(() => {
    expect(screen.queryByText('One more.')).toBeNull();
  });
});

it('Ctrl+Z in a field is the field’s own, unless the field takes no text', async () => {
  render(<Page />);
  click('edit');
  await pressUndo(screen.getByLabelText('typed'));
  expect(screen.getByText('count 1')).toBeDefined();
  await pressUndo(screen.getByLabelText('chosen'));
  await screen.findByText('count 0');
});

it('what is not shown any more is not edited', async () => {
  render(<Page />);
  click('edit');
  click('leave');
  await pressUndo();
  await screen.findByText(texts.app.undo.nothing);
});

it('what was undone is done again by Ctrl+Shift+Z or Ctrl+Y, and undone again', async () => {
  render(<Page />);
  click('edit');
  click('tell');
  await pressUndo();
  await screen.findByText('count 1');
  await pressUndo();
  await screen.findByText('count 0');
  await pressRedo();
  await screen.findByText('count 1');
  await press('y', false, document.body);
  await screen.findByText('count 2');
  await pressRedo();
  await screen.findByText(texts.app.undo.nothingAgain);
  await pressUndo();
  await screen.findByText('count 1');
  await pressRedo();
  await screen.findByText('count 2');
});

it('a new edit stands in the place of what was undone', async () => {
  render(<Page />);
  click('edit');
  await pressUndo();
  await screen.findByText('count 0');
  click('edit');
  await pressRedo();
  await screen.findByText(texts.app.undo.nothingAgain);
  expect(screen.getByText('count 1')).toBeDefined();
});

it('Ctrl+Shift+Z in a field is the field’s own; what is not shown any more is not done again', async () => {
  render(<Page />);
  click('edit');
  await pressUndo();
  await pressRedo(screen.getByLabelText('typed'));
  expect(screen.getByText('count 0')).toBeDefined();
  click('leave');
  await pressRedo();
  await screen.findByText(texts.app.undo.nothingAgain);
});
