import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { rateOfClusters } from '../../../../src/analysis/statistics/estimate';
import { CellProgress, type CellProgressProps } from '../../../../src/renderer/runs/run/CellProgress';
import { texts } from '../../../../src/renderer/texts/catalogue';

afterEach(cleanup);

const words = texts.run.cells;
const none = rateOfClusters([]);

it.each<[string, CellProgressProps, string]>([
  ['is being read', { accuracy: null, total: 100, live: true }, words.reading],
  ['has not begun while its run is live', { accuracy: none, total: 100, live: true }, words.waiting],
  ['has not begun in a run that has ended', { accuracy: none, total: 100, live: false }, words.notBegun],
])('a cell that %s counts nothing', (_, given, said) => {
  render(
    <MantineProvider>
      <main>
        <CellProgress {...given} />
      </main>
    </MantineProvider>,
  );
  expect(screen.getByText(said)).toBeTruthy();
  expect(screen.getByRole('main').textContent).not.toMatch(/\d/u);
});
