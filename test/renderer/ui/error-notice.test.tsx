import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { hrefTo } from '../../../src/renderer/address/route';
import { ErrorNotice } from '../../../src/renderer/ui/ErrorNotice';
import { refuseNeeded, type User } from '../../../src/engine/lab/needed-by';
import { fromWire, LabError, toWire } from '../../../src/shared/errors';
import { shownName } from '../../../src/shared/text/shown-text';
import { texts } from '../../../src/renderer/texts/catalogue';

afterEach(cleanup);

const model = (text: string): User => ({ text, run: null });

function refusal(users: readonly User[]): LabError {
  try {
    refuseNeeded('model concat', users);
  } catch (error) {
    if (error instanceof LabError) return fromWire(toWire(error));
  }
  throw new Error('Nothing was refused.');
}

it('leads to the runs that need what could not be removed, whatever they are called', () => {
  const run = (id: string, name: string): User => ({ text: `run ${id} (${name})`, run: { id, name } });
  const users = [run('01a21ef1-abf', 'Release (4), run 2'), run('01a21f02-0b7', 'מחקר'), model('model 123456789abc')];
  render(
    <MantineProvider>
      <ErrorNotice error={refusal([...users, model('model 0')])} />
    </MantineProvider>,
  );
  const links = screen.getAllByRole('link');
  expect(links.map((link) => [link.textContent, link.getAttribute('href')])).toEqual([
    ['Release (4), run 2', hrefTo('runs', ['01a21ef1-abf'])],
    [shownName('מחקר'), hrefTo('runs', ['01a21f02-0b7'])],
  ]);
  expect(screen.getByRole('alert').textContent).toContain(', model 123456789abc and 1 more.');
  expect(screen.queryByRole('button', { name: texts.ui.close })).toBeNull();
});

it('is put away where that was asked for', () => {
  let closed = 0;
  render(
    <MantineProvider>
      <ErrorNotice
        error={refusal([model('model 0')])}
        onClose={() => {
          closed += 1;
        }}
      />
    </MantineProvider>,
  );
  screen.getByRole('button', { name: texts.ui.close }).click();
  expect(closed).toBe(1);
});
