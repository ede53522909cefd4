import { expect, test } from 'vitest';
import { attackSettings } from '../../src/analysis/attack-setting';
import { measureSplitting } from '../../src/analysis/measures/splitting';
import type { ModelResults } from '../../src/analysis/results';
import { AttackChoice } from '../../src/shared/attacks/attack';
import type { ModalitySpecs } from '../../src/shared/data/modality';
import type { AttackCell } from '../../src/shared/plan/plan';

const picture = { kind: 'image', height: 4, width: 4, channels: 1, mean: [0], std: [1] } as const;
const sound = { ...picture, kind: 'audio', seconds: 1, hertz: [0, 8000] } as const;
const cellsOf = (attacks: readonly object[]): readonly AttackCell[] =>
  attacks.map((attack, attackIndex) => ({
    kind: 'attack',
    id: String(attackIndex),
    model: 'm',
    attackIndex,
    budgetIndex: 0,
    attack: AttackChoice.parse({ name: 'pgd', ...attack }),
    version: 1,
    seed: 0,
  }));
const attacks = [
  { budgets: [{ a: 0.1 }] },
  { budgets: [{ b: 0.1 }] },
  { budgets: [{ a: 0.1, b: 0.1 }], share: 'matched' },
];

function splitOf(specs: object, right: readonly (readonly boolean[])[]) {
  const settings = attackSettings(cellsOf(attacks), specs as ModalitySpecs);
  const model = {
    cell: { id: 'model' },
    attacks: settings.map((setting, at) => ({
      setting,
      records: [],
      outcomes: right[at].map((correct, row) => ({ row, group: String(row), correct })),
    })),
  } as unknown as ModelResults;
  return measureSplitting(model, settings)[0];
}

const rows = Array.from({ length: 60 }, (_, row) => row);
const even = rows.map((row) => row % 2 === 0);
const odd = rows.map((row) => row % 2 === 1);
const none = rows.map(() => false);

test('a total over inputs is matched in one unit only: pixels are not levels of sound', () => {
  expect(splitOf({ a: picture, b: picture }, [even, odd, none]).sameUnits).toBe(true);
  expect(splitOf({ a: picture, b: sound }, [even, odd, none]).sameUnits).toBe(false);
});

test('the interval of a split budget knows that the weakest input was chosen', () => {
  const two = splitOf({ a: picture, b: picture }, [even, odd, none]).effect;
  const one = splitOf({ a: picture, b: picture }, [even, even, none]).effect;
  expect([two.value, one.value]).toEqual([-0.5, -0.5]);
  // Of two that are as weak, resamples take the weaker: less is lost beside it.
  expect(two.high).toBeGreaterThan(one.high!);
  expect(two.low).toBeGreaterThan(one.low!);
});
