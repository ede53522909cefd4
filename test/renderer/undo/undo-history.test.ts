import { expect, it } from 'vitest';
import { depth, withStep, type Step } from '../../../src/renderer/undo/undo-history';

let count = 0;
function step(subject: string | null, at: number): Step {
  return { id: String((count += 1)), text: '', undo: () => Promise.resolve(null), subject, at };
}

it('takes what is typed without a pause as one step, back to what was there before it', () => {
  const first = step('notes', 0);
  const typed = [step('notes', 900), step('notes', 1_800)].reduce(withStep, withStep([], first));
  expect(typed.map(({ undo }) => undo)).toEqual([first.undo]);
  expect(withStep(typed, step('notes', 2_900))).toHaveLength(2);
});

it('keeps apart what is about different things, or stands alone', () => {
  const steps = [step('notes', 0), step('analyst', 1), step('notes', 2), step(null, 3), step(null, 4)];
  expect(steps.reduce<readonly Step[]>(withStep, [])).toEqual(steps);
});

it('forgets the oldest steps', () => {
  const steps = Array.from({ length: depth + 5 }, (_, at) => step(null, at));
  expect(steps.reduce<readonly Step[]>(withStep, [])).toEqual(steps.slice(5));
});
