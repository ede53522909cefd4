import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { texts } from '../../../../src/renderer/texts/catalogue';
import { ProbabilityBars } from '../../../../src/renderer/ui/sample/ProbabilityBars';
import { setCode, type Answered } from '../../../../src/shared/data/target';
import type { Prediction } from '../../../../src/shared/records/record';

afterEach(cleanup);

const words = texts.ui.probabilities;

function show(data: Answered, truth: { label: number; value?: number }, before: Prediction, after: Prediction): void {
  render(
    <MantineProvider>
      <ProbabilityBars data={data} {...truth} before={before} after={after} />
    </MantineProvider>,
  );
}

it('of a set: the whole answers in words, every label, and the line that it is answered beyond', () => {
  const classes = ['car', 'box', 'wall', 'tree', 'person', 'bicycle', 'sign'];
  const holds = (...names: readonly string[]): number => setCode(classes.map((name) => names.includes(name)));
  show(
    { classes, target: { kind: 'labels' } },
    { label: holds('car') },
    { logits: classes.map((name) => (name === 'car' ? 3 : -3)), predicted: holds('car') },
    { logits: classes.map((name) => (['car', 'wall'].includes(name) ? 3 : -3)), predicted: holds('car', 'wall') },
  );
  screen.getByText(`${words.truth.labels}: car`);
  screen.getByText(`${words.before}: car`);
  screen.getByText(`${words.after}: car + wall`);
  expect(screen.getAllByRole('progressbar')).toHaveLength(2 * classes.length);
  expect(document.querySelectorAll('[data-half]')).toHaveLength(2 * classes.length);
  screen.getByText(words.half);
});

it('of a value: the true one and both answers in its unit', () => {
  show(
    { classes: ['sum'], target: { kind: 'value', unit: 'm', range: [0, 18], tolerance: 1 } },
    { label: 0, value: 8 },
    { logits: [8.25], predicted: 0 },
    { logits: [11.5], predicted: 2 },
  );
  screen.getByText(`${words.truth.value}: 8 m`);
  screen.getByText(`${words.before}: 8.25 m (within 1 m)`);
  screen.getByText(`${words.after}: 11.5 m (too high)`);
  expect(screen.queryByText(new RegExp(words.label, 'u'))).toBeNull();
});

it('of one class: no line, for the largest is the answer', () => {
  show({ classes: ['no', 'yes'] }, { label: 1 }, { logits: [0, 2], predicted: 1 }, { logits: [2, 0], predicted: 0 });
  expect(document.querySelectorAll('[data-half]')).toHaveLength(0);
  screen.getByText(`yes (${words.label})`);
});
