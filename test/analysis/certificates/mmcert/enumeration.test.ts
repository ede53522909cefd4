import { expect, it } from 'vitest';
import { neededLead } from '../../../../src/analysis/certificates/mmcert/overlap';
import type { Tamper } from '../../../../src/shared/certificates/tamper';

interface Case {
  readonly n: readonly number[];
  /** Elements after the attack, and how many of the old are among them. */
  readonly after: readonly number[];
  readonly shared: readonly number[];
  readonly k: readonly number[];
  readonly tampering: readonly Tamper[];
  readonly radius: readonly number[];
  /** Draws before, after, and both before and after. */
  readonly draws: readonly [before: number, after: number, both: number];
}

/** The vectors of the method: `n; n'; e; k → Pn, Pn', Pe`. */
const cases: readonly Case[] = [
  vector([4, 3], [4, 3], [3, 3], [2, 1], ['modify', 'modify'], [1, 0], [18, 18, 9]),
  vector([4, 3], [4, 3], [3, 2], [2, 1], ['modify', 'modify'], [1, 1], [18, 18, 6]),
  vector([5, 4], [5, 4], [4, 3], [1, 1], ['modify', 'modify'], [1, 1], [20, 20, 12]),
  vector([4, 3], [5, 3], [4, 3], [2, 1], ['add', 'add'], [1, 0], [18, 30, 18]),
  vector([5, 4], [4, 4], [4, 4], [2, 2], ['delete', 'delete'], [1, 0], [60, 36, 36]),
  vector([5, 4], [6, 3], [5, 3], [1, 1], ['add', 'delete'], [1, 1], [20, 18, 15]),
];

function vector(
  n: Case['n'],
  after: Case['after'],
  shared: Case['shared'],
  k: Case['k'],
  tampering: Case['tampering'],
  radius: Case['radius'],
  draws: Case['draws'],
): Case {
  return { n, after, shared, k, tampering, radius, draws };
}

/** Every way to draw k of some elements. */
function drawsOf(elements: readonly string[], k: number): readonly string[] {
  if (k === 0) return [''];
  return elements.flatMap((element, at) => drawsOf(elements.slice(at + 1), k - 1).map((rest) => `${element} ${rest}`));
}

/** Every way to draw from all modalities: those before an attack, and those after. */
function enumerated({ n, after, shared, k }: Case): readonly [before: Set<string>, after: Set<string>] {
  const all = (sizes: readonly number[], isAfter: boolean): Set<string> => {
    const each = sizes.map((size, place) =>
      drawsOf(
        Array.from({ length: size }, (_, at) => (isAfter && at >= shared[place] ? `new ${String(at)}` : String(at))),
        k[place],
      ),
    );
    return new Set(
      each.reduce<readonly string[]>((own, next) => own.flatMap((one) => next.map((two) => `${one}| ${two}`)), ['']),
    );
  };
  return [all(n, false), all(after, true)];
}

/** Every way to share so many draws among the classes A and B and all others. */
function splits(count: number): readonly (readonly [number, number])[] {
  return Array.from({ length: count + 1 }, (_, a) =>
    Array.from({ length: count - a + 1 }, (__, b) => [a, b] as const),
  ).flat();
}

it.each(cases)('whatever a model answers to draws of $n and of $after, T1 is sound and tight', (own) => {
  const [before, after] = enumerated(own);
  const both = [...before].filter((draw) => after.has(draw)).length;
  expect([before.size, after.size, both]).toEqual(own.draws);
  const lead = neededLead(
    own.n.map((n, place) => ({ n, k: own.k[place] })),
    own.radius,
    own.tampering,
  );
  // By votes before for A and B: the least by which A leads afterwards, over all splits of what only one side can draw.
  const least = new Map<string, number>();
  const gained = splits(after.size - both);
  for (const [sharedA, sharedB] of splits(both)) {
    const worst = Math.min(
      ...gained.map(([newA, newB]) => {
        const rest = after.size - sharedA - sharedB - newA - newB;
        return sharedA + newA - Math.max(sharedB + newB, rest);
      }),
    );
    for (const [lostA, lostB] of splits(before.size - both)) {
      const key = `${String(sharedA + lostA)} ${String(sharedB + lostB)}`;
      least.set(key, Math.min(least.get(key) ?? Infinity, worst));
    }
  }
  expect(least.size).toBe(splits(before.size).length);
  let [certified, unsound, loose] = [0, 0, 0];
  for (const [votes, left] of least) {
    const [a, b] = votes.split(' ').map(Number);
    const ahead = (a - Math.max(b, before.size - a - b)) / before.size;
    // Halves, thirds and the like, as numbers: an equal lead is none.
    const isCertified = ahead > lead + 1e-12;
    if (isCertified) certified += 1;
    if (isCertified && left <= 0) unsound += 1;
    if (!isCertified && left > 0) loose += 1;
  }
  expect({ unsound, loose }).toEqual({ unsound: 0, loose: 0 });
  // Something is certified, or the test shows nothing; where both sides share half of their draws, nothing can be.
  expect(certified > 0).toBe(2 * both > after.size);
});

it('certifies nothing where words are added to an empty text while all of another input are deleted', () => {
  const modalities = [
    { n: 0, k: 0 },
    { n: 3, k: 2 },
  ];
  expect(neededLead(modalities, [1, 3], ['add', 'delete'])).toBe(Infinity);
});

it.each(['modify', 'add', 'delete', 'mixed'] as const)(
  'beside another input that is modified, %s needs no less lead with more radius, as long as anything is certified',
  (tamper) => {
    const modalities = [
      { n: 9, k: 2 },
      { n: 6, k: 1 },
    ];
    for (let a = 0; a < 5; a += 1) {
      for (let b = 0; b < 5; b += 1) {
        const lead = (more: readonly [number, number]): number =>
          neededLead(modalities, [a + more[0], b + more[1]], [tamper, 'modify']);
        const here = Math.min(1, lead([0, 0]));
        expect(lead([1, 0])).toBeGreaterThanOrEqual(here - 1e-12);
        expect(lead([0, 1])).toBeGreaterThanOrEqual(here - 1e-12);
      }
    }
  },
);
