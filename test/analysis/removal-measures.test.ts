import { describe, expect, test } from 'vitest';
import { analyse } from '../../src/analysis/analyse';
import { areaAbove, successAt, successCurve } from '../../src/analysis/measures/curve';
import { mean } from '../../src/analysis/statistics/bootstrap';
import { generatorFor } from '../../src/analysis/statistics/generator';
import type { RemovalMeasures } from '../../src/analysis/measures/removal';
import type { RemovalRecord } from '../../src/shared/records/record';
import { decoupling, editRemovals, syntheticRun, type SyntheticOptions } from './synthetic-run';

const measured = (options: SyntheticOptions): RemovalMeasures =>
  analyse(syntheticRun({ subjects: ['concat'], attacks: [decoupling()], ...options })).subjects[0].models[0]
    .removals[0];

/** Writes every attacked record anew: index among the attacked → what was found. */
function rewritten(
  found: (index: number, record: RemovalRecord) => Partial<NonNullable<RemovalRecord['found']>> | null,
  more: (index: number) => Partial<RemovalRecord> = () => ({}),
): Pick<SyntheticOptions, 'edit' | 'success' | 'accuracy'> {
  let index = -1;
  return {
    success: () => 1,
    edit: editRemovals((record) => {
      if (!record.attacked || record.found === null) return record;
      index += 1;
      const change = found(index, record);
      return {
        ...record,
        elements: { image: 784, text: 16 },
        claimed: change !== null,
        found: change === null ? null : { ...record.found, ...change },
        ...more(index),
      };
    }),
  };
}

const share = (image: number, text: number, legacyRemoved = 1): NonNullable<RemovalRecord['found']>['share'] => ({
  removed: { image, text },
  legacyRemoved,
});

describe('success curve', () => {
  test('area = mean r with failures as 1, also after many ties and for successes that cost everything', () => {
    const draw = generatorFor('costs');
    for (let trial = 0; trial < 20; trial += 1) {
      const costs = Array.from({ length: 1 + Math.floor(draw() * 400) }, () =>
        draw() < 0.3 ? Infinity : draw() < 0.1 ? 1 : Math.floor(draw() * 50) / 50,
      );
      expect(successCurve(costs).area).toBeCloseTo(mean(costs.map((cost) => Math.min(1, cost))), 12);
    }
  });

  test('ASR(b) counts r ≤ b', () => {
    const curve = successCurve([0.1, 0.1, 0.5, Infinity]);
    expect([0, 0.0999, 0.1, 0.49, 0.5, 1].map((budget) => successAt(curve, budget))).toEqual([
      0, 0, 0.5, 0.5, 0.75, 0.75,
    ]);
    expect(areaAbove(curve.x, curve.y)).toBeCloseTo((0.1 + 0.1 + 0.5 + 1) / 4, 12);
  });

  test('thinning keeps first, last and the exact area', () => {
    const costs = Array.from({ length: 1000 }, (_, index) => (index + 1) / 2000);
    const curve = successCurve(costs);
    expect(curve.x.length).toBeLessThanOrEqual(122);
    expect([curve.x[0], curve.x.at(-1), curve.y.at(-1)]).toEqual([1 / 2000, 0.5, 1]);
    expect(curve.area).toBeCloseTo(mean(costs), 12);
  });

  test('nothing attacked: no area', () => {
    expect(successCurve([])).toEqual({ x: [], y: [], n: 0, area: null });
  });
});

describe('removal measures', () => {
  test('rates, removed fractions and their three means', () => {
    const result = measured({
      count: 100,
      accuracy: () => 1,
      ...rewritten((index) => (index < 50 ? { share: share(78, 2) } : index < 75 ? { share: share(0, 4) } : null)),
      oracle: false,
    });
    expect(result.attacked).toBe(100);
    expect(result.successRate).toMatchObject({ value: 0.75, hits: 75, n: 100 });
    expect(result.robustAccuracy.value).toBe(0.25);
    expect(result.pooled.meanOverSuccesses.value).toBeCloseTo((50 * 0.1 + 25 * 0.005) / 75, 12);
    expect(result.pooled.medianOverSuccesses.value).toBeCloseTo(0.1, 12);
    expect(result.pooled.meanOverAll.value).toBeCloseTo((50 * 0.1 + 25 * 0.005 + 25) / 100, 12);
    expect(result.curve.area).toBeCloseTo(result.pooled.meanOverAll.value!, 12);
    expect(result.byModality.image.meanOverSuccesses.value).toBeCloseTo((50 * 78) / 784 / 75, 12);
    expect(result.byModality.text.meanOverAll.value).toBeCloseTo((50 * 0.125 + 25 * 0.25 + 25) / 100, 12);
    expect(successAt(result.modalityCurves.image, 0)).toBe(0.25);
    expect(result.decidableSuccessRate).toBeNull();
  });

  test('robust accuracy = clean accuracy × (1 − ASR) with errors kept wrong', () => {
    const { robustAccuracy, successRate, attacked, n } = measured({ count: 300, accuracy: () => 0.8 });
    expect(robustAccuracy.value).toBeCloseTo((attacked / n) * (1 - successRate.value!), 12);
  });

  test('a success that destroyed the evidence is a failure among still-decidable inputs', () => {
    const result = measured({
      count: 100,
      accuracy: () => 1,
      ...rewritten((index) => ({ share: share(80, 0), decidable: index % 4 !== 0 })),
    });
    expect(result.successRate.value).toBe(1);
    expect(result.decidableSuccessRate?.value).toBe(0.75);
    expect(result.evidenceDestroyed?.value).toBe(0.25);
    expect(result.decidableMeanOverAll?.value).toBeCloseTo(result.decidableCurve!.area!, 12);
    expect(result.decidableCurve?.area).toBeCloseTo(0.25 + 0.75 * 0.1, 12);
    expect(result.byClass.map(({ successRate }) => successRate.n)).toEqual([50, 50]);
  });

  test('cross-modal share counts what is needed, not what is touched', () => {
    const result = measured({
      count: 100,
      accuracy: () => 1,
      ...rewritten((index) => ({ share: share(80, 1), necessary: index < 30 ? ['image', 'text'] : ['image'] })),
    });
    expect(result.crossModalShare.value).toBe(0.3);
    expect(result.touched['image + text'].value).toBe(1);
  });

  test('flips under one fill only, where several were tried', () => {
    const fills = [
      { 'image:mean': true, 'image:black': false, 'image:white': false },
      { 'image:mean': true, 'image:black': true, 'image:white': false },
      { 'text:delete': true },
      { 'image:mean': true, 'image:black': true, 'text:delete': true, 'text:mask': false },
    ];
    const result = measured({
      count: 100,
      accuracy: () => 1,
      ...rewritten((index) => ({ fills: fills[index % 4] })),
    });
    expect(result.oneFillOnly).toMatchObject({ n: 75, hits: 50 });
    expect(result.byFill.find(({ fill }) => fill === 'image:black')?.flips.value).toBeCloseTo(2 / 3, 12);
  });

  test('controls: differences are paired, failures have nothing to place, random search is compared by size', () => {
    const result = measured({
      count: 100,
      accuracy: () => 1,
      ...rewritten(
        (index) => (index < 80 ? { share: share(80, 0) } : null),
        (index) => ({
          elements: { image: 784, text: 16 },
          controls: {
            noOp: index === 3 ? 0.5 : 0,
            randomRemoval: index < 80 ? [index % 2 === 0, false] : [],
            randomSearch: [index < 40 ? { image: 160, text: 0 } : null],
          },
        }),
      ),
    });
    const { noOp, randomRemoval, randomSearch } = result.controls;
    expect(noOp).toEqual({ largestLogitChange: 0.5, changed: 1, n: 100 });
    expect(randomRemoval.successRate.value).toBeCloseTo(0.2, 12);
    expect(randomRemoval.difference.value).toBeCloseTo(0.6, 12);
    expect(randomRemoval.curve.y.at(-1)).toBeCloseTo(0.2, 12);
    expect(randomSearch.successRate.value).toBeCloseTo(0.4, 12);
    expect(randomSearch.meanOverAll.value).toBeCloseTo(0.4 * 0.2 + 0.6, 12);
    expect(randomSearch.removalDifference.value).toBeCloseTo(0.4 * 0.2 + 0.6 - (0.8 * 0.1 + 0.2), 12);
  });

  test('legacy column, queries and claims that did not hold', () => {
    const result = measured({
      count: 100,
      accuracy: () => 1,
      ...rewritten(
        (index) => (index < 90 ? { share: share(80, 1, 1) } : null),
        (index) => {
          const encoded = { image: { rows: 6, wholeRows: index < 50 ? 1 : 2 }, text: { rows: 3, wholeRows: 3 } };
          const queries = { search: 20, combination: index < 50 ? 2 : 4, evaluated: 9, encoded };
          return { claimed: true, queries };
        },
      ),
    });
    expect(result.legacyMean.value).toBeCloseTo(1 / 800, 12);
    expect(result.queries.logical.value).toBe(23);
    expect(result.queries.evaluated.value).toBe(9);
    expect(Object.keys(result.queries.encoded)).toEqual(['image', 'text']);
    expect(result.queries.encoded.image.rows.value).toBe(6);
    expect(result.queries.encoded.image.wholeRows.value).toBe(1.5);
    expect(result.unconfirmed).toBe(10);
  });

  test('the scale of the logits is immaterial: × 1000 gives the same analysis', () => {
    const run = syntheticRun({ count: 60 });
    const scaled = {
      ...run,
      records: run.records.map((record) => ({
        ...record,
        clean: { ...record.clean, logits: record.clean.logits.map((logit) => logit * 1000) },
      })),
    };
    // Cross-entropies, unlike decisions, depend on how sure a model is.
    const decisions = (input: typeof run): unknown =>
      JSON.parse(JSON.stringify(analyse(input), (key, value: unknown) => (key === 'information' ? null : value)));
    expect(decisions(scaled)).toEqual(decisions(run));
  });
});
