import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { CommandProvider } from '../../../../src/renderer/commands/commands';
import { ConnectionProvider } from '../../../../src/renderer/lab/connection';
import { LabStateProvider } from '../../../../src/renderer/lab/lab-state';
import { NewModelPage } from '../../../../src/renderer/models/recipe/NewModelPage';
import { placeText } from '../../../../src/renderer/models/recipe/place-text';
import { texts } from '../../../../src/renderer/texts/catalogue';
import { UndoProvider } from '../../../../src/renderer/undo/undo';
import { WorkspaceProvider } from '../../../../src/renderer/workspace/context';
import type { DatasetManifest } from '../../../../src/shared/data/dataset';
import { LabError } from '../../../../src/shared/errors';
import { fakeConnection, fakeLab } from '../../fake-lab';

afterEach(cleanup);

const words = texts.models.form;
const manifest: DatasetManifest = {
  ...{ format: 'muroan.dataset', formatVersion: 1, name: 'caption-match', title: 'Caption match', task: '' },
  ...{ preparation: { name: 'a', version: 1, seed: 0 }, licences: [], classes: ['no', 'yes'], count: 20 },
  modalities: {
    image: { kind: 'image', height: 28, width: 28, channels: 1, mean: [0], std: [1] },
    text: { kind: 'text', maxWords: 12 },
  },
  ...{ splits: { train: 10, validation: 5, test: 5 }, unit: 'garment', columns: {}, oracle: null, hash: 'h' },
};

function open(): void {
  const lab = fakeLab({
    'engine.hello': () => ({ appVersion: '1', pid: 1, lab: '/lab', labId: 'new-model' }),
    'workspace.read': () => null,
    'workspace.write': () => ({ revision: 1 }),
    'data.list': () => [manifest],
    'models.list': () => [],
    'models.describe': () => {
      throw new LabError('unsupported', 'cannot be counted here.');
    },
  });
  render(
    <MantineProvider>
      <ConnectionProvider connection={fakeConnection(lab)}>
        <LabStateProvider>
          <WorkspaceProvider>
            <CommandProvider>
              <UndoProvider>
                <NewModelPage draft="d" like={null} alone={null} dataset={null} />
              </UndoProvider>
            </CommandProvider>
          </WorkspaceProvider>
        </LabStateProvider>
      </ConnectionProvider>
    </MantineProvider>,
  );
}

test('what is wrong is listed at the top, and each entry leads to its field', async () => {
  open();
  const seed = await screen.findByLabelText(words.seed, {}, { timeout: 5000 });
  const epochs = document.querySelector<HTMLInputElement>('input[data-field="training.epochs"]')!;
  expect(screen.queryByRole('button', { name: placeText('seed') })).toBeNull();
  fireEvent.change(seed, { target: { value: '-1' } });
  fireEvent.change(epochs, { target: { value: '0' } });
  expect(screen.getByText(words.wrong('2 fields'))).toBeDefined();
  const entry = screen.getByRole('button', { name: placeText('training.epochs') });
  expect(within(entry.closest('li')!).getByText('at least 1', { exact: false })).toBeDefined();
  fireEvent.click(entry);
  expect(document.activeElement).toBe(epochs);
  fireEvent.click(screen.getByRole('button', { name: placeText('seed') }));
  expect(document.activeElement).toBe(seed);
});

test('a place is called as its field is', () => {
  expect(placeText('recipe.encoders.image.name')).toBe(texts.parts.encoder('image'));
  expect(placeText('recipe.head.width')).toMatch(new RegExp(`^${texts.parts.head} · `, 'u'));
  expect(placeText('training.epochs')).toMatch(new RegExp(`^${texts.parts.training} · `, 'u'));
  expect(placeText('seed')).toBe(words.seed);
});

test('the recipe mla is trained as MLA; where somebody sets joint training, the form says so, and other recipes take it back', async () => {
  open();
  await screen.findByLabelText(words.seed, {}, { timeout: 5000 });
  const card = (name: string): HTMLElement =>
    screen.getByText(name, { selector: 'button p, button div, button span' }).closest('button')!;
  const method = (): HTMLInputElement => document.querySelector<HTMLInputElement>('[data-field="training.method"]')!;
  const joint = method().value;
  fireEvent.click(card('mla'));
  expect(method().value).not.toBe(joint);
  expect(card('mla').getAttribute('aria-pressed')).toBe('true');
  expect(screen.queryByText(words.notMla)).toBeNull();
  fireEvent.click(method());
  fireEvent.click(await screen.findByRole('option', { name: joint, hidden: true }));
  expect(screen.getByText(words.notMla)).toBeDefined();
  fireEvent.click(card('mla'));
  expect(screen.queryByText(words.notMla)).toBeNull();
  fireEvent.click(card('concat'));
  expect(method().value).toBe(joint);
});
