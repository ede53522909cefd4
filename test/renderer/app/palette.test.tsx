import { MantineProvider } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { act, cleanup, configure, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { CommandProvider, useCommand } from '../../../src/renderer/commands/commands';
import { Palette } from '../../../src/renderer/app/Palette';
import { hrefTo } from '../../../src/renderer/address/route';
import { ConnectionProvider } from '../../../src/renderer/lab/connection';
import { texts } from '../../../src/renderer/texts/catalogue';
import { glossary } from '../../../src/renderer/texts/glossary';
import { fakeConnection, fakeLab } from '../fake-lab';

configure({ asyncUtilTimeout: 20_000 });
afterEach(() => {
  act(() => {
    spotlight.close();
  });
  cleanup();
});

const words = texts.app.palette;
const run = {
  id: '01990000-0000-7000-8000-000000000001',
  name: 'Release 4',
  state: 'finished' as const,
  planHash: '0'.repeat(64),
  createdAt: '2026-11-26T09:00:00.000Z',
  records: 1,
  recordsExpected: 1,
  device: 'wasm' as const,
  systems: [],
  reference: null,
};

it('finds runs and terms by their names once something is typed, and leads to them', async () => {
  const lab = fakeLab({
    'runs.list': () => ({ runs: [run], unreadable: [] }),
    'models.list': () => [],
    'data.list': () => [],
  });
  render(
    <MantineProvider env="test">
      <ConnectionProvider connection={fakeConnection(lab)}>
        <CommandProvider>
          <Palette />
        </CommandProvider>
      </ConnectionProvider>
    </MantineProvider>,
  );
  expect(lab.asked).toEqual([]);
  act(() => {
    spotlight.open();
  });
  const field = await screen.findByPlaceholderText(words.placeholder);
  expect(screen.queryByText(glossary.cell.term)).toBeNull();
  fireEvent.change(field, { target: { value: 'release' } });
  fireEvent.click(await screen.findByRole('button', { name: /Release 4/u }));
  expect(window.location.hash).toBe(hrefTo('runs', [run.id]));
  act(() => {
    spotlight.open();
  });
  fireEvent.change(await screen.findByPlaceholderText(words.placeholder), { target: { value: 'one model under' } });
  fireEvent.click(await screen.findByRole('button', { name: /Cell/u }));
  expect(window.location.hash).toBe(hrefTo('settings', ['glossary'], { term: 'cell' }));
});

function Settings(): null {
  useCommand('go.settings', () => undefined);
  return null;
}

it.each(['diag', 'devices', 'log'])('finds the settings by what stands in them: %s', async (typed) => {
  render(
    <MantineProvider env="test">
      <ConnectionProvider connection={fakeConnection(fakeLab({}))}>
        <CommandProvider>
          <Settings />
          <Palette />
        </CommandProvider>
      </ConnectionProvider>
    </MantineProvider>,
  );
  act(() => {
    spotlight.open();
  });
  fireEvent.change(await screen.findByPlaceholderText(words.placeholder), { target: { value: typed } });
  expect(await screen.findByRole('button', { name: new RegExp(texts.app.pages.settings, 'u') })).toBeDefined();
});
