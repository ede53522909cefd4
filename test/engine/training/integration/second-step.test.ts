import { describe, expect, it } from 'vitest';
import { leadsOf, runnerUp, slopesOf as rivalSlopes, totalOf } from '../../../../src/analysis/certificates/crmt/leads';
import { randomFrom } from '../../../../src/engine/random';
import { meanRadius, radiusOf, secondStep, type Fixed } from '../../../../src/engine/training/integration/second-step';

const MODALITIES = ['image', 'text'];
const CLASSES = 4;
const ROWS = 60;

const random = randomFrom('second-step');
const draw = (count: number, of: () => number): Float64Array => Float64Array.from({ length: count }, of);
const fixed: Fixed = {
  table: {
    modalities: MODALITIES,
    classes: CLASSES,
    scores: Float32Array.from(draw(ROWS * MODALITIES.length * CLASSES, () => 2 * random.normal())),
    labels: Int32Array.from({ length: ROWS }, () => random.below(CLASSES)),
  },
  slopes: draw(MODALITIES.length * CLASSES, () => 0.2 + random.uniform()),
  biases: draw(CLASSES, () => 0.3 * random.normal()),
};
const weights = draw(MODALITIES.length * CLASSES, () => random.normal());
const pause = (): Promise<void> => Promise.resolve();
const perClass = (values: ArrayLike<number>, base: number): number[][] =>
  MODALITIES.map((_, m) => Array.from({ length: CLASSES }, (__, k) => values[base + m * CLASSES + k]));

describe('the radius that is learned from', () => {
  it('is bound B2 against the runner-up', () => {
    for (let row = 0; row < ROWS; row += 1) {
      const sample = {
        scores: perClass(fixed.table.scores, row * MODALITIES.length * CLASSES),
        weights: perClass(weights, 0),
        biases: Array.from(fixed.biases),
      };
      const label = fixed.table.labels[row];
      const lead = runnerUp(leadsOf(sample, label));
      const slope = Math.hypot(...rivalSlopes(sample, perClass(fixed.slopes, 0), label, lead.rival));
      expect(radiusOf(fixed, row, weights, null)).toBeCloseTo(totalOf(lead) / slope, 10);
    }
  });

  it('has the gradient that differences measure, weights below zero included', () => {
    const step = 1e-6;
    let largest = 0;
    for (let row = 0; row < ROWS; row += 1) {
      const gradient = new Float64Array(weights.length);
      radiusOf(fixed, row, weights, gradient);
      weights.forEach((weight, at) => {
        const moved = (by: number): number => radiusOf(fixed, row, weights.with(at, weight + by), null);
        const measured = (moved(step) - moved(-step)) / (2 * step);
        expect(Math.abs(gradient[at] - measured)).toBeLessThan(1e-5 * (1 + Math.abs(measured)));
        largest = Math.max(largest, Math.abs(measured));
      });
    }
    expect(largest).toBeGreaterThan(0.1);
    expect(weights.some((weight) => weight < 0)).toBe(true);
  });
});

describe('the second step', () => {
  const settings = { epochs: 30, batchSize: 16, learningRate: 0.1, seed: 3 };

  it('raises the mean radius over the training samples, and is the same whenever it is done', async () => {
    const found = await secondStep(fixed, weights, settings, pause);
    expect(found.before).toBe(meanRadius(fixed, weights));
    expect(found.after).toBe(meanRadius(fixed, found.weights));
    expect(found.after).toBeGreaterThan(found.before + 0.01);
    expect([...found.weights]).toEqual([...found.weights].map(Math.fround));
    expect(await secondStep(fixed, weights, settings, pause)).toEqual(found);
    expect((await secondStep(fixed, weights, { ...settings, seed: 4 }, pause)).weights).not.toEqual(found.weights);
  });

  it('never lowers it: what makes it worse is not kept', async () => {
    // A rate far too large throws the weights about.
    const found = await secondStep(fixed, weights, { ...settings, learningRate: 1e4, epochs: 5 }, pause);
    expect(found.after).toBeGreaterThanOrEqual(found.before);
  });

  it('stops where it is asked to', async () => {
    let epochs = 0;
    const stop = (): Promise<void> => {
      epochs += 1;
      return epochs > 2 ? Promise.reject(new Error('stopped')) : Promise.resolve();
    };
    await expect(secondStep(fixed, weights, settings, stop)).rejects.toThrow('stopped');
  });
});
