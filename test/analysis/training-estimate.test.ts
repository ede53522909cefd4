import { expect, it } from 'vitest';
import { trainingEstimate } from '../../src/analysis/training-estimate';
import type { ModelOutline } from '../../src/shared/models/model-facts';
import { syntheticRun } from './synthetic-run';

const { models } = syntheticRun({ count: 20 });
const [model] = models;
const { spec } = model;
const longer = { ...spec, training: { ...spec.training, epochs: spec.training.epochs + 5 } };
const wider = { ...spec, training: { ...spec.training, batchSize: 10, epochs: 2 } };
const outline: ModelOutline = {
  datasetHash: model.datasetHash,
  parameters: 1,
  words: 0,
  rows: { train: 95, validation: 20, test: 30 },
  speed: null,
};
const speed = { device: 'wasm', step: 0.5, scored: 0.01 } as const;

it('takes what the same took with another seed, or its time per epoch for other epochs', () => {
  expect(trainingEstimate({ ...spec, seed: 99 }, models, outline)).toMatchObject({
    seconds: model.seconds,
    from: 'earlier',
  });
  const perEpoch = model.seconds / model.curve.length;
  expect(trainingEstimate(longer, models, null)?.seconds).toBeCloseTo(perEpoch * longer.training.epochs, 9);
});

it('takes steps that were timed where nothing alike was trained on those data, and is unknown without', () => {
  expect(trainingEstimate(wider, models, outline)).toBeNull();
  // Two epochs of 10 steps and a validation of 20, then a test of 30.
  expect(trainingEstimate(wider, models, { ...outline, speed })).toEqual({
    seconds: 2 * (10 * 0.5 + 20 * 0.01) + 30 * 0.01,
    from: 'measured',
    device: 'wasm',
  });
  const changed = { ...outline, datasetHash: 'f'.repeat(64) };
  expect(trainingEstimate(spec, models, changed)).toBeNull();
  expect(trainingEstimate(spec, models, { ...changed, speed })?.from).toBe('measured');
});

it('takes the time per step of the same on other rows, where it is known how many rows there are', () => {
  const fewer = { ...spec, training: { ...spec.training, trainRows: 32, epochs: 3 } };
  const stepped = { ...model, curve: model.curve.map((point, epoch) => ({ ...point, step: (epoch + 1) * 10 })) };
  const perStep = model.seconds / (10 * model.curve.length);
  const steps = Math.ceil(32 / spec.training.batchSize) * 3;
  expect(trainingEstimate(fewer, [stepped], null)).toMatchObject({ seconds: perStep * steps, from: 'earlier' });
  const onFewer = { ...stepped, spec: fewer };
  expect(trainingEstimate(spec, [onFewer], null)).toBeNull();
  const whole = perStep * Math.ceil(500 / spec.training.batchSize) * spec.training.epochs;
  expect(trainingEstimate(spec, [onFewer], null, 500)?.seconds).toBeCloseTo(whole, 9);
  const other = { ...fewer, training: { ...fewer.training, batchSize: spec.training.batchSize + 1 } };
  expect(trainingEstimate(other, [stepped], null)).toBeNull();
});

it('does not take a training for one that attacks its samples in each step, or attacks them more', () => {
  const attacked = (steps: number, epochs: number) => ({
    ...spec,
    training: { ...spec.training, epochs, adversarial: { ...spec.training.adversarial, imageRadius: 0.1, steps } },
  });
  expect(trainingEstimate(attacked(2, 3), models, outline)).toBeNull();
  const known = [{ ...model, spec: attacked(2, 5) }];
  expect(trainingEstimate(attacked(2, 3), known, outline)).not.toBeNull();
  expect(trainingEstimate(attacked(4, 3), known, outline)).toBeNull();
});
