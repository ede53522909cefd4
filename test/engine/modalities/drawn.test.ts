import { describe, expect, it } from 'vitest';
import { drawn } from '../../../src/engine/modalities/drawn';
import { MASK_WORD } from '../../../src/engine/modalities/modality';
import { retained } from '../../../src/engine/modalities/retained';
import { randomFrom } from '../../../src/engine/random';
import type { ModalitySpec } from '../../../src/shared/data/modality';

const count = (marks: Uint8Array): number => marks.reduce((sum, mark) => sum + mark, 0);

describe('a draw', () => {
  const pools = [{ modalities: ['a'], n: 5, k: 2 }];
  const counted = [{ modality: 'a', elements: 5 }];

  it('keeps exactly k of n, each subset as often as any other', () => {
    const times = new Map<string, number>();
    const draws = 20_000;
    for (let draw = 0; draw < draws; draw += 1) {
      const { a } = drawn(pools, counted, randomFrom('draw', draw));
      expect(count(a)).toBe(2);
      times.set(a.join(''), (times.get(a.join('')) ?? 0) + 1);
    }
    expect(times.size).toBe(10);
    // χ² with nine degrees of freedom is above 27.9 once in a thousand times.
    const expected = draws / 10;
    const chiSquare = [...times.values()].reduce((sum, own) => sum + (own - expected) ** 2 / expected, 0);
    expect(chiSquare).toBeLessThan(27.9);
  });

  it('keeps all where k is n, and none where it is 0', () => {
    expect([...drawn([{ modalities: ['a'], n: 5, k: 5 }], counted, randomFrom(1)).a]).toEqual([1, 1, 1, 1, 1]);
    expect([...drawn([{ modalities: ['a'], n: 5, k: 0 }], counted, randomFrom(1)).a]).toEqual([0, 0, 0, 0, 0]);
  });

  it('draws modalities of one pool together and those of several by themselves', () => {
    const two = [...counted, { modality: 'b', elements: 3 }];
    const together = new Set<number>();
    for (let draw = 0; draw < 200; draw += 1) {
      const union = drawn([{ modalities: ['a', 'b'], n: 8, k: 4 }], two, randomFrom('union', draw));
      expect(union.a).toHaveLength(5);
      expect(union.b).toHaveLength(3);
      expect(count(union.a) + count(union.b)).toBe(4);
      together.add(count(union.b));
      const apart = drawn(
        [
          { modalities: ['a'], n: 5, k: 2 },
          { modalities: ['b'], n: 3, k: 1 },
        ],
        two,
        randomFrom('apart', draw),
      );
      expect([count(apart.a), count(apart.b)]).toEqual([2, 1]);
    }
    expect([...together].sort()).toEqual([0, 1, 2, 3]);
  });
});

describe('of what is not kept nothing shows', () => {
  const image: ModalitySpec = {
    kind: 'image',
    height: 2,
    width: 2,
    channels: 3,
    mean: [0.1, 0.2, 0.3],
    std: [1, 1, 1],
  };
  const kept = Uint8Array.from([1, 0, 0, 1]);

  it('a pixel is kept with all its channels, or is the mean colour', () => {
    const value = Float32Array.from({ length: 12 }, (_, index) => index);
    const mean = [0.1, 0.2, 0.3].map(Math.fround);
    expect([...(retained(image, value, kept) as Float32Array)]).toEqual([0, 1, 2, ...mean, ...mean, 9, 10, 11]);
    const other = value.map((own, index) => (index >= 3 && index < 9 ? 99 : own));
    expect(retained(image, other, kept)).toEqual(retained(image, value, kept));
    expect(value[4]).toBe(4);
  });

  it('a word is kept, or is the unknown word at its place', () => {
    const spec: ModalitySpec = { kind: 'text', maxWords: 6 };
    expect(retained(spec, ['a', 'b', 'c', 'd'], kept)).toEqual(['a', MASK_WORD, MASK_WORD, 'd']);
  });

  it('a column that is not kept is its own mean, a step the mean of every feature', () => {
    const table = { kind: 'tabular', columns: [], mean: [0.25, 0.5], std: [] } as unknown as ModalitySpec;
    const columns = { ...table, columns: [{}, {}] } as unknown as ModalitySpec;
    expect([...(retained(columns, Float32Array.from([1, 1]), Uint8Array.from([0, 1])) as Float32Array)]).toEqual([
      0.25, 1,
    ]);
    const sequence = {
      kind: 'sequence',
      steps: 2,
      features: [{}, {}],
      mean: [0.25, 0.5],
      std: [],
    } as unknown as ModalitySpec;
    expect([...(retained(sequence, Float32Array.from([1, 1, 1, 1]), Uint8Array.from([0, 1])) as Float32Array)]).toEqual(
      [0.25, 0.5, 1, 1],
    );
  });
});
