import { expect, it } from 'vitest';
import { analyse } from '../../../src/analysis/analyse';
import type { Answer } from '../../../src/analysis/requirements';
import { outcomeOf } from '../../../src/analysis/requirements/outcome';
import { decoupling, syntheticRun } from '../synthetic-run';

it.each<readonly [readonly Answer[], ReturnType<typeof outcomeOf>]>([
  [[], 'none-asked'],
  [['met', 'met'], 'met'],
  [['met', 'inconclusive'], 'inconclusive'],
  [['met', 'inconclusive', 'not-met', 'met'], 'not-met'],
])('%j come to %s', (answers, outcome) => {
  expect(outcomeOf(answers.map((answer) => ({ answer })))).toBe(outcome);
});

it('of a plan that states no requirement, none was asked', () => {
  expect(outcomeOf(analyse(syntheticRun({ count: 20, attacks: [decoupling()] })).requirements)).toBe('none-asked');
});
