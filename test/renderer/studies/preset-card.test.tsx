import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { PresetCard } from '../../../src/renderer/studies/PresetCard';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  window.location.hash = '';
});

const card = (id: string | null, title: string) => (
  <PresetCard id={id} title={title} text="" busy={false} disabled={false} onBegin={() => undefined} />
);

it('is called by its visible words first, so that whoever speaks to the window is understood', () => {
  render(<MantineProvider>{card(null, 'Quick look')}</MantineProvider>);
  const button = screen.getByRole('button');
  expect(button.getAttribute('aria-label')).toMatch(new RegExp(`^${button.textContent}.*Quick look$`, 'u'));
});

it('comes into view where a link leads to it, and no other does', () => {
  const into = vi.spyOn(HTMLElement.prototype, 'scrollIntoView').mockImplementation(() => undefined);
  window.location.hash = '#/studies?preset=qmf';
  render(
    <MantineProvider>
      {card('crmt', 'CRMT')}
      {card('qmf', 'QMF')}
      {card(null, 'Own')}
    </MantineProvider>,
  );
  expect(into.mock.contexts).toHaveLength(1);
  expect(into.mock.contexts[0]).toHaveProperty('textContent', expect.stringContaining('QMF'));
});
