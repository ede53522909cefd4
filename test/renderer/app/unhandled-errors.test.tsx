import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { UnhandledErrors } from '../../../src/renderer/app/UnhandledErrors';
import { texts } from '../../../src/renderer/texts/catalogue';
import { cancelled, LabError } from '../../../src/shared/errors';

afterEach(cleanup);

const reject = (reason: unknown): void => {
  window.dispatchEvent(Object.assign(new Event('unhandledrejection'), { reason }));
};

it('an error that nobody waited for is told, a cancellation is not', async () => {
  render(
    <MantineProvider>
      <Notifications />
      <UnhandledErrors />
    </MantineProvider>,
  );
  reject(cancelled());
  reject(new LabError('disk-full', 'cannot be stored.', { where: 'note', remedy: 'Make room.' }));
  expect(await screen.findByText('note: cannot be stored. Make room.')).toBeDefined();
  expect(screen.getAllByText(texts.app.failed.elsewhere)).toHaveLength(1);
});
