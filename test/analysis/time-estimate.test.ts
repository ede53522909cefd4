import { describe, expect, it } from 'vitest';
import type { RecordedRun } from '../../src/analysis/recorded-costs';
import { estimateTime, timeText } from '../../src/analysis/time-estimate';
import type { Expansion } from '../../src/shared/plan';
import type { RunEvent } from '../../src/shared/run';
import { syntheticRun } from './synthetic-run';

const { run, models, records, events } = syntheticRun({ count: 20 });
const expansion: Expansion = { ...run.expansion, trainedModels: [] };
/** Each model took 12.5 s. */
const seconds = 12.5;
/** From start to end 199 s, of which six models took 75. */
const recorded: RecordedRun = { plan: run.plan, records: records.length, events, models };

describe('the time a plan may take', () => {
  it('of training is what the same models took, less those that are trained', () => {
    const costs = { models, runs: [] };
    expect(estimateTime(run.plan, expansion, costs)).toEqual({ training: models.length * seconds, attacks: null });
    const [first] = models;
    const one = { ...expansion, trainedModels: [first.id] };
    expect(estimateTime(run.plan, one, costs).training).toBe((models.length - 1) * seconds);
    const others = models.map((model) => ({ ...model, spec: { ...model.spec, dataset: 'other' } }));
    expect(estimateTime(run.plan, expansion, { models: others, runs: [] }).training).toBeNull();
  });

  it('of attacks is the time per record of the newest like run, less the training within it', () => {
    const twice = { ...expansion, records: 2 * records.length };
    const perRun = 199 - models.length * seconds;
    const { attacks } = estimateTime(run.plan, twice, { models, runs: [recorded] });
    expect(attacks).toBeCloseTo(2 * perRun, 9);
    const trainedBefore = { ...recorded, models: models.map((model) => ({ ...model, seconds: 1000 })) };
    expect(estimateTime(run.plan, twice, { models, runs: [trainedBefore, recorded] }).attacks).toBeCloseTo(2 * 199, 9);
  });

  it('is not taken from runs that were resumed or that attacked otherwise', () => {
    const resumed: RunEvent = { ...events[1], event: 'resumed' };
    const unlike = [
      { ...recorded, events: [...events.slice(0, 2), resumed, events[2]] },
      { ...recorded, plan: { ...run.plan, attacks: run.plan.attacks.slice(1) } },
      { ...recorded, plan: { ...run.plan, data: { ...run.plan.data, dataset: 'other' } } },
    ];
    expect(estimateTime(run.plan, expansion, { models, runs: unlike }).attacks).toBeNull();
  });

  it('is said in words, or said to be unknown', () => {
    expect(timeText({ training: 12, attacks: null })).toBe('about 12 s of training, attacks not known yet');
    expect(timeText({ training: 0, attacks: 5 })).toMatch(/^nothing to train, about /);
    expect(timeText({ training: null, attacks: null })).toMatch(/^not known yet: /);
  });
});
