import { expect, test } from 'vitest';
import { parsePlan, planText } from '../../../src/shared/plan/plan-file';

const plan = (...budgets: readonly unknown[]): unknown => ({
  format: 'muroan.study',
  formatVersion: 1,
  name: 'Radii',
  data: { dataset: 'tiny' },
  subjects: [{ name: 'a', recipe: { encoders: { image: { name: 'cnn' } }, fusion: { name: 'concat' } } }],
  attacks: [
    { name: 'decoupling', modalities: ['image'] },
    { name: 'pgd', budgets },
  ],
});

test('radii may be fractions, and those of 8-bit steps are written as such', () => {
  const read = parsePlan(plan({ image: '4/255', text: 0.5 }, { image: '1.5/10' }, { image: 1 / 7 }), 'plan');
  expect(read.attacks[1]).toMatchObject({
    budgets: [{ image: 4 / 255, text: 0.5 }, { image: 0.15 }, { image: 1 / 7 }],
  });
  const written = JSON.parse(planText(read)) as { attacks: { budgets: unknown }[] };
  expect(written.attacks[1].budgets).toEqual([{ image: '4/255', text: 0.5 }, { image: 0.15 }, { image: 1 / 7 }]);
  expect(parsePlan(written, 'plan')).toEqual(read);
});

test('what is no fraction is refused as it stands', () => {
  for (const radius of ['4:255', '4/0', '-1/255']) {
    expect(() => parsePlan(plan({ image: radius }), 'plan')).toThrow(`is ${JSON.stringify(radius)}. Give a number.`);
  }
  expect(() => parsePlan(plan({ image: '' }), 'plan')).toThrow('is empty. Give a number.');
  expect(() => parsePlan(null, 'plan')).toThrow();
});

test('a name of nothing but blanks is refused, one with blanks around it stays as it stands', () => {
  const named = (name: string) => parsePlan({ ...(plan({ image: 0.1 }) as object), name }, 'plan');
  expect(() => named('   ')).toThrow('shows nothing');
  expect(named(' a ').name).toBe(' a ');
});
