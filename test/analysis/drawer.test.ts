import { expect, it } from 'vitest';
import { drawerFor, generatorFor } from '../../src/analysis/statistics/generator';

it.each([1, 2, 7, 1000, 3_000_000])(
  'draws below %i as the generator of the same key does, one list after another',
  (bound) => {
    const uniform = generatorFor('a key');
    const draw = drawerFor('a key');
    const one = new Uint32Array(500);
    const other = new Uint32Array(3);
    draw(one, bound);
    draw(other, 5);
    draw(one.subarray(0, 100), bound);
    const expected = (count: number, below: number): number[] =>
      Array.from({ length: count }, () => Math.floor(uniform() * below));
    const first = expected(500, bound);
    expect([...other]).toEqual(expected(3, 5));
    expect([...one]).toEqual([...expected(100, bound), ...first.slice(100)]);
  },
);
