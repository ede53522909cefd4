// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { SystemCard } from '../../../src/renderer/systems/SystemCard';
import { texts } from '../../../src/renderer/texts/catalogue';
import type { RunSummary } from '../../../src/shared/runs/run';

afterEach(cleanup);
const words = texts.systems;
const run = (id: string, records: number): RunSummary => ({
  ...{ id, name: `Study ${id}`, state: 'interrupted', planHash: 'p', createdAt: '2026-01-01T00:00:00.000Z' },
  ...{ records, recordsExpected: 9, device: null, systems: ['qmf'], reference: null },
});

function show(runs: readonly RunSummary[]): void {
  render(
    <MantineProvider env="test">
      <SystemCard id="qmf" runs={runs} />
    </MantineProvider>,
  );
}

it('a system says how far it is followed, what to begin with, and that no run uses it', () => {
  show([]);
  screen.getByText(/arXiv 2306\.02050/u);
  screen.getByText(words.fidelities.variant);
  expect(screen.getByRole('link', { name: texts.start.fusions.title }).getAttribute('href')).toBe(
    '#/start?study=fusions',
  );
  const preset = screen.getByRole('link', { name: words.preset(texts.studies.presets.qmf.title) });
  expect(preset.getAttribute('href')).toBe('#/studies?preset=qmf');
  screen.getByText(words.none);
});

it('names its newest runs, and offers the verdict of the newest that has records', () => {
  show([run('d', 0), run('c', 4), run('b', 9), run('a', 9)]);
  expect(screen.getAllByRole('link', { name: /^Study/u }).map((link: HTMLElement) => link.textContent)).toEqual([
    'Study d',
    'Study c',
    'Study b',
  ]);
  screen.getByRole('button', { name: words.showOn('Study c') });
  screen.getByRole('link', { name: words.more('1') });
});
