// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen, within } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { Comparison } from '../../../src/analysis/comparison/subject-comparison';
import type { RightAnswers } from '../../../src/analysis/right-answers';
import { nothing, type Estimate } from '../../../src/analysis/statistics/estimate';
import { AnswersTable } from '../../../src/renderer/systems/AnswersTable';
import { texts } from '../../../src/renderer/texts/catalogue';

afterEach(cleanup);
const words = texts.systems.underAttack;
const of = (value: number): Estimate => ({
  ...nothing,
  value,
  low: value - 0.1,
  high: value + 0.1,
  n: 60,
  clusters: 60,
});
const answers: RightAnswers = {
  conditions: ['nothing done', 'PGD', 'Decoupling'],
  subjects: [
    { name: 'plain joint', isVoid: false, shares: [of(0.8), of(0.5), of(0.4)] },
    { name: 'MLA', isVoid: false, shares: [of(0.85), of(0.7), of(0.3)] },
    { name: 'QMF', isVoid: true, shares: [of(0.2), of(0.2), of(0.2)] },
  ],
  beside: [
    // Of a plan whose subject names others: only what stands beside the reference is told as that.
    { a: 'MLA', b: 'QMF', differences: [of(0.65), of(0.55), of(0.45)] },
    { a: 'MLA', b: 'plain joint', differences: [of(0.05), of(0.2), of(-0.1)] },
    { a: 'QMF', b: 'plain joint', differences: [nothing, nothing, nothing] },
  ],
};
const comparison = (title: string, conclusion: Comparison['conclusion']): Comparison =>
  ({ a: 'MLA', b: 'plain joint', setting: { title }, conclusion }) as unknown as Comparison;

function show(seeds: number): void {
  render(
    <MantineProvider env="test">
      <AnswersTable
        answers={answers}
        comparisons={[comparison('PGD', 'a-harder-to-break'), comparison('Decoupling', 'inconclusive')]}
        reference="plain joint"
        seeds={seeds}
      />
    </MantineProvider>,
  );
}
const cellsOf = (row: string): readonly string[] =>
  within(screen.getByRole('row', { name: new RegExp(`^${row}`, 'u') }))
    .getAllByRole('cell')
    .map(({ textContent }) => textContent);

it('shows under each condition what is left of every system, and how it stands to the plain joint model', () => {
  show(1);
  expect(screen.getAllByRole('columnheader')).toHaveLength(4);
  const [plain, mla, qmf] = cellsOf('PGD');
  expect(plain).toMatch(/50\.0\s%/u);
  expect(plain).not.toContain('points');
  expect(mla).toMatch(/70\.0\s%.*\+20\.0/u);
  expect(qmf).toContain(words.notJudged);
});

it('marks what the corrected comparisons show, and nothing else', () => {
  show(1);
  expect(cellsOf('PGD')[1]).toContain('+20.0 *');
  expect(cellsOf('Decoupling')[1]).not.toContain('*');
  // Clean accuracy is no comparison under attack.
  expect(cellsOf(words.clean.slice(0, 7))[1]).not.toContain('*');
});

it('says what one training seed is about', () => {
  show(1);
  screen.getByText(new RegExp(words.seeds(1, '1'), 'u'));
  cleanup();
  show(10);
  expect(screen.queryByText(new RegExp(words.seeds(1, '1'), 'u'))).toBeNull();
});
