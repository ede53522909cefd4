import { MantineProvider } from '@mantine/core';
import { act, cleanup, configure, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { ConnectionProvider } from '../../../src/renderer/lab/connection';
import { Predictors } from '../../../src/renderer/settings/Predictors';
import { texts } from '../../../src/renderer/texts/catalogue';
import { LabError } from '../../../src/shared/errors';
import { fakeConnection, fakeLab, type FakeLab } from '../fake-lab';

configure({ asyncUtilTimeout: 20_000 });
afterEach(cleanup);

const words = texts.settings.predictors;

function show(lab: FakeLab): Promise<HTMLInputElement> {
  render(
    <MantineProvider>
      <ConnectionProvider connection={fakeConnection(lab)}>
        <Predictors />
      </ConnectionProvider>
    </MantineProvider>,
  );
  return screen.findByLabelText<HTMLInputElement>(words.allow);
}

it('is off until it is turned on, and follows what is said elsewhere', async () => {
  let allowed = false;
  const lab = fakeLab({
    'host.predictors': () => ({ allowed }),
    'host.allowPredictors': (params) => {
      allowed = params.allowed;
      return {};
    },
  });
  const box = await show(lab);
  expect(box.checked).toBe(false);
  act(() => {
    box.click();
  });
  await expect.poll(() => allowed).toBe(true);
  await expect.poll(() => box.checked).toBe(true);
  // As the command line does.
  allowed = false;
  act(() => {
    lab.tell('predictors', { allowed });
  });
  await expect.poll(() => box.checked).toBe(false);
});

it('stays as it was where it cannot be kept, and says why', async () => {
  const lab = fakeLab({
    'host.predictors': () => ({ allowed: false }),
    'host.allowPredictors': () => {
      throw new LabError('invalid', 'cannot be written.', { where: 'machine.json' });
    },
  });
  const box = await show(lab);
  act(() => {
    box.click();
  });
  await screen.findByText('machine.json: cannot be written.');
  expect(box.checked).toBe(false);
});
