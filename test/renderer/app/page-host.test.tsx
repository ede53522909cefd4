// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, configure, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { CommandProvider } from '../../../src/renderer/commands/commands';
import { PageHost } from '../../../src/renderer/app/PageHost';
import { texts } from '../../../src/renderer/texts/catalogue';

configure({ asyncUtilTimeout: 20_000 });

const { load } = vi.hoisted(() => ({ load: vi.fn() }));
vi.mock('../../../src/renderer/app/pages', () => ({
  pages: [{ id: 'start', title: 'Start', Icon: () => null, load }],
}));

afterEach(cleanup);

it('loads a page again whose program did not come', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  load.mockRejectedValueOnce(new TypeError('Failed to fetch dynamically imported module'));
  load.mockResolvedValue({ page: { Component: () => <p>Here it is</p> } });
  render(
    <MantineProvider>
      <CommandProvider>
        <PageHost />
      </CommandProvider>
    </MantineProvider>,
  );
  const again = await screen.findByRole('button', { name: texts.app.failed.again });
  again.click();
  expect(await screen.findByText('Here it is')).toBeTruthy();
  expect(load).toHaveBeenCalledTimes(2);
});
