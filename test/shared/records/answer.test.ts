import { expect, it } from 'vitest';
import { AnswerRecord, isAnsweredCorrectly } from '../../../src/shared/records/answer';

const base = { cell: 'c', group: 'g' };
const answer = (record: object): boolean => isAnsweredCorrectly(AnswerRecord.parse({ ...base, ...record }));

it('a clean record: the label is what is predicted', () => {
  expect(answer({ kind: 'clean', label: 2, clean: { logits: [0], predicted: 2 } })).toBe(true);
  expect(answer({ kind: 'clean', label: 1, clean: { logits: [0], predicted: 2 } })).toBe(false);
});

it('an attacked record: nothing was found, and what was wrong before stays wrong', () => {
  expect(answer({ kind: 'removal', attacked: true, found: null })).toBe(true);
  expect(answer({ kind: 'removal', attacked: true, found: { regions: [] } })).toBe(false);
  expect(answer({ kind: 'removal', attacked: false, found: null })).toBe(false);
  expect(answer({ kind: 'perturbation', attacked: true, outcome: { success: false } })).toBe(true);
  expect(answer({ kind: 'perturbation', attacked: true, outcome: { success: true } })).toBe(false);
  expect(answer({ kind: 'perturbation', attacked: false, outcome: null })).toBe(false);
});

it('an answer that twice the steps would change did not withstand the attack', () => {
  const outcome = (doubled: number): object => ({ success: false, attacked: { predicted: 1 }, settled: { doubled } });
  expect(answer({ kind: 'perturbation', attacked: true, outcome: outcome(1) })).toBe(true);
  expect(answer({ kind: 'perturbation', attacked: true, outcome: outcome(0) })).toBe(false);
});

it('what an attack found nothing to start from for did not withstand it', () => {
  const outcome = (start: string): object => ({ success: false, start });
  expect(answer({ kind: 'perturbation', attacked: true, outcome: outcome('noise') })).toBe(true);
  expect(answer({ kind: 'perturbation', attacked: true, outcome: outcome('none') })).toBe(false);
});
