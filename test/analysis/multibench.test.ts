import { describe, expect, it } from 'vitest';
import {
  effectiveRobustness,
  noiseScores,
  normalised,
  relativeRobustness,
} from '../../src/analysis/measures/multibench';
import { noiseScoreRows, noiseScoresCsv, refuseUnknownNames, scoringDoubts } from '../../src/analysis/noise-score-rows';
import { parseNoiseCurves, type NoiseCurves } from '../../src/shared/degradations/noise-curves';

/** start − slope · s at the levels s = 0, 0.1, … */
const line = (start: number, slope: number, levels = 11): readonly number[] =>
  Array.from({ length: levels }, (_, level) => start - (slope * level) / 10);
const late = line(0.8, 0.4);
/** No straight lines, no equal distances. */
const bent = [0.9, 0.85, 0.83, 0.7, 0.72, 0.6, 0.41, 0.4, 0.39, 0.2, 0.11];
const other = [0.5, 0.52, 0.44, 0.43, 0.3, 0.31, 0.2, 0.22, 0.1, 0.05, 0.01];

describe('raw scores', () => {
  it.each([
    ['the reference itself', late, 0.6, 0],
    ['the reference from a better start', line(0.9, 0.4), 0.7, 0],
    ['a better start and a steeper fall', line(0.9, 0.6), 0.6, -1.1],
  ])('of %s', (_, curve, relative, effective) => {
    expect(relativeRobustness(curve)).toBeCloseTo(relative, 12);
    expect(effectiveRobustness(curve, late)).toBeCloseTo(effective, 12);
  });

  it.each([
    [9, 0.8],
    [10, 0.9],
    [11, 1],
  ])('of a perfect curve with %i levels', (levels, area) => {
    expect(relativeRobustness(line(1, 0, levels))).toBeCloseTo(area, 12);
  });

  it('relative robustness is linear and rises with a constant by 0.1 (N − 1) of it', () => {
    const mixed = bent.map((value, level) => 2 * value - 3 * other[level]);
    expect(relativeRobustness(mixed)).toBeCloseTo(2 * relativeRobustness(bent) - 3 * relativeRobustness(other), 12);
    const raised = bent.map((value) => value + 0.07);
    expect(relativeRobustness(raised)).toBeCloseTo(relativeRobustness(bent) + 0.1 * 10 * 0.07, 12);
    expect(effectiveRobustness(raised, late)).toBeCloseTo(effectiveRobustness(bent, late), 12);
  });

  it('the two are bound by their difference at the ends: E − 10 (R − R(LF)) = −(N − ½) d₀ + d_last / 2', () => {
    const d = bent.map((value, level) => value - late[level]);
    expect(effectiveRobustness(bent, late) - 10 * (relativeRobustness(bent) - relativeRobustness(late))).toBeCloseTo(
      -(11 - 0.5) * d[0] + d[10] / 2,
      12,
    );
  });
});

describe('normalised scores', () => {
  const values = [0.3, -1, 2.5, 0.9];

  it('lie in [0, 1], hold both ends and do not change with unit and origin', () => {
    const shares = normalised(values, 0);
    expect(Math.min(...shares.map(Number))).toBe(0);
    expect(Math.max(...shares.map(Number))).toBe(1);
    normalised(
      values.map((value) => 3 * value - 7),
      0,
    ).forEach((share, index) => {
      expect(share).toBeCloseTo(Number(shares[index]), 12);
    });
  });

  it('of equal methods are equal: rounding lifts none of the worst, lowers none of the best, and parts none between', () => {
    // Equal areas, summed in another order.
    const methods = {
      worst: [0.1, 0.2, 0.3, 0.7],
      alsoWorst: [0.1, 0.3, 0.2, 0.7],
      best: [0.7, 0.8, 0.9, 1],
      between: [0.3, 0.4, 0.5, 0.9],
      alsoBetween: [0.3, 0.5, 0.4, 0.9],
    };
    const areas = Object.values(methods).map(relativeRobustness);
    expect(areas[0]).not.toBe(areas[1]);
    const { task } = noiseScores({ task: methods }, { reference: 'worst', lowerIsBetter: [] });
    expect([task.worst.relativeNormalised, task.alsoWorst.relativeNormalised]).toEqual([0, 0]);
    const { task: errors } = noiseScores({ task: methods }, { reference: 'worst', lowerIsBetter: ['task'] });
    expect([errors.worst.relativeNormalised, errors.alsoWorst.relativeNormalised]).toEqual([1, 1]);
    expect(task.between.relativeNormalised).toBe(task.alsoBetween.relativeNormalised);
    const close = [0, 0.5, 0.5 + 1e-15, 1 - 1e-15, 1, 1e-15];
    expect(normalised(close, 1e-14)).toEqual(
      [0, 0.5, 0.5, 1, 1, 0].map((share) => expect.closeTo(share, 13) as number),
    );
    expect(normalised(close, 1e-14).filter((share) => share === 0)).toHaveLength(2);
    expect(normalised(close, 1e-14).filter((share) => share === 1)).toHaveLength(2);
    // What is further apart than rounding stays apart.
    expect(normalised([0, 1e-13, 1], 1e-14)[1]).toBeGreaterThan(0);
  });

  it('are absent where all are equal, rounding included', () => {
    expect(normalised([0.5, 0.5], 0)).toEqual([null, null]);
    const { task } = noiseScores(
      { task: { LF: late, better: line(0.9, 0.4) } },
      { reference: 'LF', lowerIsBetter: [] },
    );
    expect(task.better.effectiveNormalised).toBeNull();
    expect([task.LF.relativeNormalised, task.better.relativeNormalised]).toEqual([0, 1]);
  });
});

describe('scores of stored curves', () => {
  const curves = { sentiment: { LF: late, mine: line(0.9, 0.6) }, push: { EF: [3, 4, 5], mine: [2, 2, 2] } };

  it('have no effective robustness without a reference curve', () => {
    const scores = noiseScores(curves, { reference: 'LF', lowerIsBetter: [] });
    expect(scores.push.mine).toEqual({
      relative: expect.closeTo(0.4, 12) as number,
      effective: null,
      relativeNormalised: 0,
      effectiveNormalised: null,
    });
    expect(scores.sentiment.mine.effectiveNormalised).toBe(0);
    expect(scores.sentiment.LF.effectiveNormalised).toBe(1);
    expect(scoringDoubts(curves, { reference: 'LF' })).toEqual([
      'No curve of the reference "LF" in "push": no effective robustness there.',
    ]);
  });

  it('are refused for a reference and for tasks that there are not, with those to choose from', () => {
    const refusal = (reference: string, lowerIsBetter: readonly string[], own: NoiseCurves = curves): string => {
      try {
        refuseUnknownNames(own, { reference, lowerIsBetter });
      } catch (error) {
        return String(error);
      }
      return '';
    };
    expect(refusal('lf', [])).toBe(
      '--reference: No task has a method "lf". Choose one of the methods: "LF", "mine", "EF".',
    );
    expect(refusal('toString', [])).toContain('No task has a method "toString".');
    expect(refusal('LF', ['push', 'pull'])).toBe(
      '--lower-is-better: There is no task "pull". Choose one of the tasks: "sentiment", "push".',
    );
    expect(refusal('LF', ['push', 'sentiment'])).toBe('');
    const many = { a: Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`m${String(at)}`, [1, 0]])) };
    expect(refusal('LF', [], many)).toMatch(/"m0", .*"m11" and others\.$/u);
  });

  it('of errors are those of the negated curve', () => {
    const scores = noiseScores(curves, { reference: 'EF', lowerIsBetter: ['push'] });
    expect(scores.push.mine.relative).toBeCloseTo(-0.4, 12);
    expect(scores.push.mine.effective).toBeCloseTo(3, 12);
    expect(scores.push.mine.relativeNormalised).toBe(1);
  });

  it('do not take a method for a reference that all objects have', () => {
    const scores = noiseScores(curves, { reference: 'toString', lowerIsBetter: [] });
    expect(scores.push.mine.effective).toBeNull();
  });

  it('are written as CSV, no text of it a formula', () => {
    const own = { '=1+1': { LF: [0.5, 0.25] } };
    const text = noiseScoresCsv(noiseScoreRows(own, noiseScores(own, { reference: 'LF', lowerIsBetter: [] })));
    expect(text.split('\r\n')[1]).toBe(`"'=1+1",LF,2,0.037500000000000006,0,0,,`);
  });
});

describe('curves that are refused', () => {
  it.each([
    ['no object', [], 'curves.json: is []. Give an object.'],
    ['no task', {}, 'curves.json: has no task. Give {task: {method: [performance by level]}}.'],
    ['no method', { a: {} }, 'curves.json.a: has no method. Give at least one, with its list of performances.'],
    ['a single level', { a: { LF: [1] } }, 'curves.json.a.LF: is [1]. Give at least 2 entries.'],
    ['text for a number', { a: { LF: [1, '2'] } }, 'curves.json.a.LF[1]: is "2". Give a number.'],
    ['a gap', { a: { LF: [1, null] } }, 'curves.json.a.LF[1]: is null. Give a number.'],
    ['infinity', { a: { LF: [1, Infinity] } }, 'curves.json.a.LF[1]: is Infinity. Give a number.'],
    [
      'sums that overflow',
      { a: { LF: [1, 1e308] } },
      'curves.json.a.LF[1]: is 1e+308. Give a number of at most 1000000000000.',
    ],
    [
      'unequal levels',
      { a: { LF: [1, 2, 3], EF: [1, 2] } },
      'curves.json.a.EF: has 2 levels, "LF" has 3. Give all methods of a task the same levels.',
    ],
    [
      'a name that objects cannot carry',
      JSON.parse('{"a": {"LF": [1, 2], "__proto__": [1, 2]}}') as unknown,
      'curves.json: A task or method is called "__proto__". Give it another name.',
    ],
  ])('%s', (_, value, error) => {
    let text = '';
    try {
      parseNoiseCurves(value, 'curves.json');
    } catch (thrown) {
      text = String(thrown);
    }
    expect(text).toBe(error);
  });
});
