import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { TrainingTime } from '../../../../src/renderer/models/recipe/TrainingTime';
import type { Outline } from '../../../../src/renderer/models/recipe/use-outline';
import { texts } from '../../../../src/renderer/texts/catalogue';

afterEach(cleanup);

const words = texts.models.forecast;
const measure = vi.fn();
const stop = vi.fn();
const unknown: Outline = {
  ...{ outline: null, refused: null, error: null, time: null, measuring: false },
  ...{ measure, stop },
};

function show(forecast: Outline): void {
  render(
    <MantineProvider>
      <TrainingTime forecast={forecast} />
    </MantineProvider>,
  );
}

test('what nothing tells is timed when asked for, and can be stopped', async () => {
  show(unknown);
  expect(screen.getByText(words.unknown)).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: words.measure }));
  expect(measure).toHaveBeenCalledOnce();
  cleanup();
  show({ ...unknown, measuring: true });
  fireEvent.click(await screen.findByRole('button'));
  expect(stop).toHaveBeenCalledOnce();
});

test('a time is said no finer than it is known, with what it rests on', () => {
  show({ ...unknown, time: { seconds: 187, from: 'measured', device: 'wasm' } });
  expect(screen.getByText(words.takes('3 min'))).toBeDefined();
  expect(screen.getByText(words.from.measured('wasm'))).toBeDefined();
});
