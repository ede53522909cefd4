// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import type { Case } from '../../../../src/renderer/results/samples/cases';
import { RestChart } from '../../../../src/renderer/results/samples/FusionStates';
import { DeqChoice } from '../../../../src/shared/recipe/fusions';
import { pgd, syntheticRun } from '../../../analysis/synthetic-run';

vi.mock('../../../../src/renderer/charts/Chart', () => ({
  Chart: ({
    chart,
  }: {
    readonly chart: { readonly data: readonly { readonly name: string; readonly y: unknown }[] };
  }) => <p>{chart.data.map(({ name, y }) => `${name} ${JSON.stringify(y)}`).join('; ')}</p>,
}));
afterEach(cleanup);

test('a sample’s residuals by step, before and under the attack, beside the tolerance of its model', () => {
  const settled = (...residuals: readonly number[]) => ({ residuals: [...residuals], solved: true, doubled: 0 });
  const made = syntheticRun({
    ...{ count: 9, subjects: ['concat'], accuracy: () => 1, attacks: [pgd([{ image: 0.1 }])] },
    edit: (record) => {
      if (record.kind === 'clean') return { ...record, settled: settled(3, 0.5) };
      if (record.kind !== 'perturbation' || record.outcome === null) return record;
      return { ...record, outcome: { ...record.outcome, settled: settled(3, 2, 0.25) } };
    },
  });
  const fusion = DeqChoice.parse({ name: 'deq', tolerance: 0.01 });
  const cells = made.run.expansion.cells.map((cell) =>
    cell.kind === 'model' ? { ...cell, spec: { ...cell.spec, recipe: { ...cell.spec.recipe, fusion } } } : cell,
  );
  const input = { ...made, run: { ...made.run, expansion: { ...made.run.expansion, cells } } };
  const cell = cells.find((one) => one.kind === 'attack')!;
  const record = made.records.find(
    (one) => one.cell === cell.id && one.kind === 'perturbation' && one.outcome !== null,
  );
  render(<RestChart record={record as Case} cell={cell} input={input} />, { wrapper: MantineProvider });
  screen.getByText('Without the attack [3,0.5]; Under the attack [3,2,0.25]; tolerance 0.01 [0.01,0.01]');
  cleanup();
  render(<RestChart record={record as Case} cell={cell} input={{ ...made, records: [] }} />, {
    wrapper: MantineProvider,
  });
  expect(screen.queryByText(/^Without the attack/u)).toBeNull();
});
