import { MantineProvider } from '@mantine/core';
import { Notifications, notifications } from '@mantine/notifications';
import { act, cleanup, render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, expect, it } from 'vitest';
import { CommandProvider } from '../../../../src/renderer/commands/commands';
import { UndoProvider } from '../../../../src/renderer/undo/undo';
import { ConnectionProvider } from '../../../../src/renderer/lab/connection';
import { ModelNamesProvider } from '../../../../src/renderer/lab/model-names';
import { useRename } from '../../../../src/renderer/models/model/use-rename';
import { texts } from '../../../../src/renderer/texts/catalogue';
import { NamedModels } from '../../../../src/renderer/ui/NamedModels';
import { LabError } from '../../../../src/shared/errors';
import { syntheticRun } from '../../../analysis/synthetic-run';
import { fakeConnection, fakeLab } from '../../fake-lab';

afterEach(() => {
  cleanup();
  notifications.clean();
});

const { run } = syntheticRun({ count: 20 });
const { cells } = run.expansion;
const cell = cells.find(({ kind }) => kind === 'model')!;

function Rename({ name }: { readonly name: string | null }): ReactNode {
  const rename = useRename(cell.model, 'concat', () => undefined);
  return (
    <button
      onClick={() => {
        rename.start(name);
      }}
    >
      {rename.error === null ? `call it ${String(name)}` : rename.error.message}
    </button>
  );
}

/** A window over a lab that keeps one name. */
function page(): { readonly element: ReactNode; readonly name: () => string | null } {
  let name: string | null = null;
  const lab = fakeLab({
    'models.names': () => (name === null ? [] : [{ model: cell.model, name }]),
    'models.rename': (params) => {
      if (params.name === 'Taken') throw new LabError('conflict', 'is "Taken", as another is called.');
      const before = name;
      name = params.name;
      lab.tell('modelNamed', { model: cell.model });
      return { model: cell.model, before };
    },
  });
  return {
    name: () => name,
    element: (
      <MantineProvider>
        <Notifications />
        <ConnectionProvider connection={fakeConnection(lab)}>
          <ModelNamesProvider>
            <CommandProvider>
              <UndoProvider>
                <Rename name="Baseline" />
                <Rename name={null} />
                <Rename name="Taken" />
                <NamedModels cells={cells} />
              </UndoProvider>
            </CommandProvider>
          </ModelNamesProvider>
        </ConnectionProvider>
      </MantineProvider>
    ),
  };
}

async function click(name: string): Promise<void> {
  await act(async () => {
    (await screen.findByRole('button', { name })).click();
    await Promise.resolve();
  });
}

it('a name shows where models are listed, beside the hash, and Undo gives back what was there', async () => {
  const { element, name } = page();
  render(element);
  expect(screen.queryByRole('list')).toBeNull();
  await click('call it Baseline');
  const shown = await screen.findByRole('list', { name: texts.models.name.listed });
  await expect.poll(() => shown.textContent).toContain(cell.model.slice(0, 12));
  expect(shown.textContent).toContain('Baseline');
  await click('call it null');
  await screen.findByText(texts.models.name.taken('Baseline'));
  expect(name()).toBeNull();
  // The notice of what was done before gives way.
  await expect.poll(() => screen.getAllByRole('button', { name: texts.app.undo.action }).length).toBe(1);
  await click(texts.app.undo.action);
  await expect.poll(name).toBe('Baseline');
});

it('a name that is refused changes nothing and offers nothing to undo', async () => {
  const { element, name } = page();
  render(element);
  await click('call it Taken');
  await screen.findByText('is "Taken", as another is called.');
  expect(name()).toBeNull();
  expect(screen.queryByRole('button', { name: texts.app.undo.action })).toBeNull();
});
