// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { act, cleanup, configure, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { CommandProvider } from '../../../src/renderer/commands/commands';
import type { PageProps } from '../../../src/renderer/address/page';
import { PageHost } from '../../../src/renderer/app/PageHost';
import { texts } from '../../../src/renderer/texts/catalogue';

configure({ asyncUtilTimeout: 20_000 });

const { load, Place } = vi.hoisted(() => ({
  load: vi.fn(),
  Place: ({ route: { path } }: PageProps) => {
    if (path[0] === 'broken') throw new TypeError('It is broken');
    return `It is ${path[0]}`;
  },
}));
vi.mock('../../../src/renderer/app/pages', () => ({
  pages: [
    { id: 'start', title: 'Start', Icon: () => null, load },
    { id: 'datasets', title: 'Data', Icon: () => null, load: () => Promise.resolve({ page: { Component: Place } }) },
  ],
}));

afterEach(() => {
  cleanup();
  window.location.hash = '';
});

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

it('a page that failed is drawn again at another place of it', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  window.location.hash = '#/datasets/broken';
  render(
    <MantineProvider>
      <CommandProvider>
        <PageHost />
      </CommandProvider>
    </MantineProvider>,
  );
  await screen.findByRole('button', { name: texts.app.failed.again });
  act(() => {
    window.location.hash = '#/datasets/sound';
  });
  expect(await screen.findByText('It is sound')).toBeTruthy();
  expect(screen.queryByRole('alert')).toBeNull();
});

it('says that there is no page of a name, and leads to the start', async () => {
  load.mockResolvedValue({ page: { Component: () => <p>Here it is</p> } });
  window.location.hash = '#/modles/new';
  render(
    <MantineProvider>
      <CommandProvider>
        <PageHost />
      </CommandProvider>
    </MantineProvider>,
  );
  expect(screen.getByText(texts.app.missingPage.named('modles'))).toBeDefined();
  expect(screen.queryByText('Here it is')).toBeNull();
  const start = screen.getByRole('link', { name: texts.app.missingPage.toStart });
  expect(start.getAttribute('href')).toBe('#/start');
  act(() => {
    window.location.hash = '#/start';
  });
  expect(await screen.findByText('Here it is')).toBeDefined();
});
