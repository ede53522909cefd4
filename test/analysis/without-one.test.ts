/** Models of three inputs beside those that lack one of them, on functions whose answer is known. */
import { describe, expect, it } from 'vitest';
import { measureSingleSource, type SingleSource } from '../../src/analysis/measures/single-source';
import { measureFusion, type Fusion } from '../../src/analysis/measures/unimodal';
import type { ModelResults } from '../../src/analysis/results';

type Bits = Readonly<Record<'a' | 'b' | 'c', number>>;
const ids = ['a', 'b', 'c'] as const;
const rows = Array.from({ length: 240 }, (_, row) => ({
  row,
  bits: { a: row & 1, b: (row >> 1) & 1, c: (row >> 2) & 1 } satisfies Bits,
}));

/** What the best model that sees these bits alone answers: the majority over those it does not see, of a tie zero. */
function answered(label: (bits: Bits) => number, sees: readonly string[]): unknown[] {
  const free = ids.filter((id) => !sees.includes(id));
  return rows.map(({ row, bits }) => {
    const settings = free.reduce<readonly Bits[]>(
      (all, id) => all.flatMap((own) => [0, 1].map((value) => ({ ...own, [id]: value }))),
      [bits],
    );
    const ones = settings.filter((own) => label(own) === 1).length;
    const predicted = 2 * ones > settings.length ? 1 : 0;
    return { row, group: String(row), label: label(bits), clean: { predicted, logits: [1 - predicted, predicted] } };
  });
}

function resultsOf(label: (bits: Bits) => number, sets: readonly (readonly string[])[]): ModelResults {
  return {
    cell: { id: 'model', spec: { recipe: { encoders: { a: {}, b: {}, c: {} } } } },
    clean: answered(label, ids),
    degraded: [],
    certificates: [],
    // An attack on one bit turns every answer that hangs on it.
    attacks: ids.map((id) => ({
      cell: { id: `attack-${id}` },
      setting: { kind: 'removal', modalities: [id], family: 'x', radii: {}, latent: [], units: [], shortTitle: 'x' },
      records: [{}],
      outcomes: rows.map(({ row, bits }) => ({
        row,
        group: String(row),
        cleanCorrect: true,
        correct: label(bits) === label({ ...bits, [id]: 1 - bits[id] }),
      })),
    })),
    baselines: sets.map((sees) => ({ modality: sees.join(' + '), sees, clean: answered(label, sees), degraded: [] })),
  } as unknown as ModelResults;
}

const alone = [['a'], ['b'], ['c']];
const pairs = ids.map((gone) => ids.filter((id) => id !== gone));
const majority = ({ a, b, c }: Bits): number => Number(a + b + c > 1);

function found(
  label: (bits: Bits) => number,
  sets: readonly (readonly string[])[] = [...alone, ...pairs],
): { readonly fusion: Fusion; readonly of: (id: string) => SingleSource } {
  const ones = rows.filter(({ bits }) => label(bits) === 1).length / rows.length;
  const results = resultsOf(label, sets);
  const fusion = measureFusion(results, { kind: 'commonest', share: Math.max(ones, 1 - ones) });
  const sources = measureSingleSource(results, [], fusion).flatMap((family) => family.sources);
  return { fusion, of: (id) => sources.find(({ modality }) => modality === id)! };
}

describe('of three inputs', () => {
  it('two that need each other are necessary, and a third that does not matter is not', () => {
    const { fusion, of } = found(({ a, b }) => a ^ b);
    expect(fusion.necessary).toEqual(['a', 'b']);
    expect(fusion.complementarity).toBe('synergy');
    expect([of('a').liability, of('c').liability]).toEqual([false, true]);
    // The best without c sees a and b together: no single input comes near it.
    expect(of('c').without?.modality).toBe('a + b');
    expect(of('c').gap?.value).toBe(0);
  });

  it('all are necessary where the answer is odd or even', () => {
    expect(found(({ a, b, c }) => a ^ b ^ c).fusion.necessary).toEqual(['a', 'b', 'c']);
  });

  it('one is where it alone decides, and then fusing gains nothing', () => {
    const { fusion, of } = found(({ a }) => a);
    expect(fusion.necessary).toEqual(['a']);
    expect([of('a').liability, of('b').liability]).toEqual([false, true]);
    expect(fusion.gain.value).toBe(0);
  });

  it('none is where two of three decide; fusing three gains over the best of two', () => {
    const { fusion } = found(majority);
    expect(fusion.necessary).toEqual([]);
    expect(fusion.complementarity).toBe('complementary');
    // Two of three bits are right on three quarters, as one is; all three on everything.
    expect(fusion.gain.value).toBeCloseTo(0.25, 10);
    expect(fusion.restricted).toHaveLength(6);
    expect(fusion.unimodal.map(({ modality }) => modality)).toEqual(['a', 'b', 'c']);
  });

  it('a run that is older than the pairs goes by the single inputs', () => {
    const { of } = found(majority, alone);
    expect(of('a').without?.modality).toBe('b');
    expect(of('a').gap?.value).toBeCloseTo(0.5 - 0.75, 10);
  });

  it('the interval of a gap knows that its rival was chosen', () => {
    const several = found(majority).of('a').gap!;
    const one = found(majority, [['b']]).of('a').gap!;
    expect(several.value).toBeCloseTo(one.value!, 10);
    expect(several.low).toBeLessThanOrEqual(one.low!);
    expect(several.high).toBeLessThan(one.high!);
  });
});
