import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { PresetCard } from '../../../src/renderer/studies/PresetCard';

afterEach(cleanup);

it('is called by its visible words first, so that whoever speaks to the window is understood', () => {
  render(
    <MantineProvider>
      <PresetCard title="Quick look" text="" busy={false} disabled={false} onBegin={() => undefined} />
    </MantineProvider>,
  );
  const button = screen.getByRole('button');
  expect(button.getAttribute('aria-label')).toMatch(new RegExp(`^${button.textContent}.*Quick look$`, 'u'));
});
