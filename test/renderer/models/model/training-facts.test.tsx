import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { TrainingFacts } from '../../../../src/renderer/models/model/TrainingFacts';
import { keptByCleanLoss } from '../../../../src/shared/training/hardening';
import { TrainingChoice } from '../../../../src/shared/training/training';

afterEach(cleanup);

const shown = (training: object): readonly (readonly [string, string])[] => {
  render(<TrainingFacts training={TrainingChoice.parse(training)} />, { wrapper: MantineProvider });
  return screen.getAllByRole('row').map((row) => {
    const [name, value] = [...row.children].map(({ textContent }) => textContent);
    return [name, value];
  });
};

it('says what hardened a model, and by what its epoch was chosen', () => {
  const rows = shown({ adversarial: { imageRadius: 0.25, rate: 0.5, steps: 3 }, removals: { rate: 0.5 } });
  expect(rows.slice(-2)).toEqual([
    ['adversarial', 'PGD-3 l2 · image 0.25, 50 % of samples'],
    ['removals', 'up to 2 cells (mean) and 2 words (delete), 50 % of samples'],
  ]);
  expect(screen.getByText(keptByCleanLoss)).toBeTruthy();
});

it('says nothing of it where nothing hardened the model', () => {
  expect(shown({}).map(([name]) => name)).not.toContain('adversarial');
  expect(screen.queryByText(keptByCleanLoss)).toBeNull();
});
