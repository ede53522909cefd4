// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { RestPanel } from '../../../src/renderer/playground/RestPanel';
import type { PlayedPrediction } from '../../../src/shared/samples/play';

vi.mock('../../../src/renderer/charts/Chart', () => ({
  Chart: ({ chart }: { readonly chart: { readonly data: readonly { readonly name: string }[] } }) => (
    <p>{chart.data.map(({ name }) => name).join('; ')}</p>
  ),
}));
afterEach(cleanup);

const said = { logits: [0, 2], predicted: 1 };
const model = {
  classes: ['no', 'yes'],
  spec: { recipe: { fusion: { name: 'deq', tolerance: 0.01 } } },
} as unknown as Parameters<typeof RestPanel>[0]['model'];
const show = (settled: PlayedPrediction['settled']): void => {
  const prediction = { clean: said, changed: said, displacement: null, decidable: null, removed: {}, settled };
  render(<RestPanel model={model} prediction={prediction} />, { wrapper: MantineProvider });
};

it('says of the whole and of what is left whether the fusion came to rest, and draws both beside the tolerance', () => {
  show({
    clean: { residuals: [4, 1e-3], solved: true, doubled: 1 },
    changed: { residuals: [4, 3, 2], solved: false, doubled: 0 },
  });
  screen.getByText('With the whole sample, the fusion came to rest in 2 steps.');
  screen.getByText(
    'With what is left of it, the fusion had not come to rest after 3 steps. Undecided: after twice the steps the answer is “no”.',
  );
  screen.getByText('With the whole sample; With what is left of it; tolerance 0.01');
});

it('says nothing of a fusion that iterates nothing', () => {
  show(undefined);
  expect(screen.queryByRole('heading')).toBeNull();
});
