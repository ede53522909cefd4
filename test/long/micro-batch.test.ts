import { describe, expect, it } from 'vitest';
import { startEngine } from '../../src/host/engine-client';
import type { StudyPlanInput } from '../../src/shared/plan/plan';
import type { Prediction, SampleRecord } from '../../src/shared/records/record';
import { recordsOf, tinyLab } from '../support/tiny-lab';
import { tinyPlan } from '../support/tiny-study';

/** Largest difference between two equal computations in different batches, relative to the larger value or to 1. */
const TOLERANCE = 1e-4;
/** Two logits closer than this may change places. */
const NEAR_TIE = 1e-3;

/** Wide enough for sums to be rounded differently, with attention, which batches its products. */
const subjects: StudyPlanInput['subjects'] = [
  {
    name: 'token transformer',
    recipe: {
      encoders: { image: { name: 'patch-tokens', patch: 2 }, text: { name: 'word-transformer' } },
      fusion: { name: 'token-transformer' },
    },
    training: { epochs: 6 },
  },
  {
    name: 'concat',
    recipe: { encoders: { image: { name: 'cnn' }, text: { name: 'mean-words' } }, fusion: { name: 'concat' } },
    training: { epochs: 6 },
  },
];
const plan = tinyPlan({ subjects, data: { dataset: 'tiny' } });

/**
 * What must not depend on the batch: labels, removals, counts. Numbers that were rounded are left out, and how much
 * encoding was shared.
 */
function discrete(record: SampleRecord): unknown {
  return JSON.parse(
    JSON.stringify(record, (key, value: unknown) => (key === 'encoded' || isRounded(key, value) ? undefined : value)),
  ) as unknown;
}

function continuous(record: SampleRecord): readonly number[] {
  const numbers: number[] = [];
  JSON.stringify(record, (key, value: unknown) => {
    if (key === 'encoded') return undefined;
    if (isRounded(key, value))
      JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'number' && numbers.push(inner), inner));
    return value;
  });
  return numbers;
}

function isRounded(key: string, value: unknown): boolean {
  return (
    key === 'logits' ||
    key === 'loss' ||
    key === 'norms' ||
    key === 'noOp' ||
    key === 'again' ||
    key === 'range' ||
    key === 'zeroBudget' ||
    key === 'cosineDistance' ||
    (typeof value === 'number' && !Number.isInteger(value))
  );
}

/** Smallest difference of two logits anywhere in a record. */
function closest(record: SampleRecord): number {
  let least = Infinity;
  JSON.stringify(record, (key, value: unknown) => {
    if (key === 'logits') {
      const sorted = [...(value as Prediction['logits'])].sort((a, b) => b - a);
      least = Math.min(least, sorted[0] - sorted[1]);
    }
    return value;
  });
  return least;
}

describe('micro-batches of other sizes', () => {
  it('give the same labels, removals and counts, and values within the tolerance', async () => {
    const lab = await tinyLab();
    const engine = await startEngine({ lab, workers: 2 });
    const sizes = [8, 3, 20];
    const runs: (readonly SampleRecord[])[] = [];
    for (const microBatch of sizes) {
      const { id } = await engine.request('studies.run', { plan: { ...plan, microBatch } });
      runs.push(await recordsOf(lab, id));
    }
    await engine.close();

    const nearTies: string[] = [];
    let largest = 0;
    let compared = 0;
    const [first, ...others] = runs;
    expect(first.filter((record) => 'attacked' in record && record.attacked).length).toBeGreaterThan(50);
    for (const other of others) {
      other.forEach((record, index) => {
        const expected = first[index];
        expect(`${record.cell} ${record.sample}`).toBe(`${expected.cell} ${expected.sample}`);
        if (JSON.stringify(discrete(record)) !== JSON.stringify(discrete(expected))) {
          // Only a tie may fall either way.
          if (Math.min(closest(record), closest(expected)) < NEAR_TIE) nearTies.push(`${record.cell} ${record.sample}`);
          else expect(discrete(record)).toEqual(discrete(expected));
          return;
        }
        const values = continuous(record);
        continuous(expected).forEach((value, at) => {
          const difference = Math.abs(value - values[at]) / Math.max(1, Math.abs(value));
          largest = Math.max(largest, difference);
          compared += 1;
        });
      });
    }
    console.log(
      `${compared} values, largest difference ${largest.toExponential(1)}; near-ties: ${nearTies.length}`,
      nearTies,
    );
    expect(compared).toBeGreaterThan(1_000);
    expect(largest).toBeLessThan(TOLERANCE);
    expect(nearTies.length).toBeLessThan(first.length / 100);
  });
});
