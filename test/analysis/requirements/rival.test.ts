import { expect, test } from 'vitest';
import type { RequirementAnswer } from '../../../src/analysis/requirements';
import { editRemovals, pgd, type SyntheticOptions } from '../synthetic-run';
import { study } from '../synthetic-study';

type Attack = NonNullable<SyntheticOptions['attacks']>[number];

const removal = (...modalities: string[]): Attack => ({
  name: 'decoupling',
  modalities,
});
const fgsm = (image: number): Attack => ({
  name: 'fgsm',
  budgets: [{ image }],
});

/** What tells the attacks here apart. */
function placeOf(attack: Attack): string {
  return JSON.stringify([attack.name, 'budgets' in attack ? attack.budgets : attack.modalities]);
}

/** Asks robust accuracy of at least 60 % under the first of some attacks, which breaks a tenth; the second breaks `rate`. */
function answerBeside(
  attacks: readonly Attack[],
  rate: number,
  asked: Readonly<Record<string, unknown>> = {},
  edit?: SyntheticOptions['edit'],
): RequirementAnswer {
  const requirement = { measure: 'robust-accuracy', attack: 0, comparison: 'at-least', threshold: 0.6, ...asked };
  return study({
    subjects: ['concat'],
    count: 400,
    accuracy: () => 1,
    attacks,
    success: (_, attack) => (placeOf(attack) === placeOf(attacks[0]) ? 0.1 : rate),
    ...(edit === undefined ? {} : { edit }),
    plan: { requirements: [requirement] as never },
  }).requirements[0];
}

test('a requirement is not met by the search that finds less, where one that does no more leaves it in doubt', () => {
  const [first, second] = [removal('image', 'text'), removal('image')];
  expect(answerBeside([first, second], 0.9)).toMatchObject({
    answer: 'inconclusive',
    note: expect.stringContaining(
      'Decoupling · image, which does no more than the attack asked about, comes to 1',
    ) as string,
  });
  // Found too, though not enough to doubt the answer.
  expect(answerBeside([first, second], 0.2)).toMatchObject({
    answer: 'met',
    note: expect.stringContaining('Of this run, Decoupling · image finds more: 8') as string,
  });
  expect(answerBeside([first, second], 0).note).not.toContain('finds more');
});

test('the same holds of small changes within the radius, and of success rates', () => {
  const both = [pgd([{ image: 0.1 }]), fgsm(0.05)];
  expect(answerBeside(both, 0.9).answer).toBe('inconclusive');
  const rate = { measure: 'attack-success-rate', comparison: 'at-most', threshold: 0.4 };
  expect(answerBeside(both, 0.9, rate)).toMatchObject({
    answer: 'inconclusive',
    note: expect.stringContaining(
      'FGSM l∞ · image 0.05, which does no more than the attack asked about, comes to 89.5',
    ) as string,
  });
});

const others: readonly (readonly [string, readonly Attack[]])[] = [
  ['removes from another input', [removal('text'), removal('image')]],
  ['fills differently', [removal('image', 'text'), { ...removal('image'), fills: { image: 'noise' } } as Attack]],
  ['has a larger radius', [pgd([{ image: 0.1 }]), fgsm(0.2)]],
  ['is of another norm', [pgd([{ image: 0.1 }]), { name: 'fgsm', norm: 'l2', budgets: [{ image: 0.1 }] }]],
  ['is of another kind', [removal('image', 'text'), fgsm(0.1)]],
];

test.each(others)('an attack that %s says nothing of it', (_, attacks) => {
  const { answer, note } = answerBeside(attacks, 0.9);
  expect(answer).toBe('met');
  expect(note).not.toMatch(/finds more|does no more/u);
});

test('an attack whose figures are void says nothing of it', () => {
  const altering = editRemovals((record) =>
    record.cell.endsWith('-1-0') ? { ...record, controls: record.controls && { ...record.controls, noOp: 9 } } : record,
  );
  const attacks = [removal('image', 'text'), removal('image')];
  expect(answerBeside(attacks, 0.9).answer).toBe('inconclusive');
  const { answer, note } = answerBeside(attacks, 0.9, {}, altering);
  expect(answer).toBe('met');
  expect(note).not.toMatch(/finds more|does no more/u);
});
