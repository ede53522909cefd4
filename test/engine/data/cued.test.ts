import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dataset, Sample } from '../../../src/engine/data/dataset';
import { openDataset } from '../../../src/engine/data/open';
import { decidable } from '../../../src/engine/data/oracle';
import { prepareShipped } from '../../../src/engine/data/shipped';
import { cuedSignals, RATES } from '../../../src/engine/data/shipped/cued-signals';
import { viewOf } from '../../../src/engine/data/view';
import { randomFrom } from '../../../src/engine/random';
import { scalesPlan } from '../../../src/shared/planning/scales-plan';
import { checkPlan } from '../../../src/engine/study/plan-check';
import type { SequenceSpec } from '../../../src/shared/data/modality';

let folder: string;
let classes: Dataset;
let values: Dataset;
let samples: readonly Sample[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cued-'));
  await prepareShipped('cued-classes', join(folder, 'cued-classes'));
  await prepareShipped('cued-values', join(folder, 'cued-values'));
  classes = await openDataset(join(folder, 'cued-classes'));
  values = await openDataset(join(folder, 'cued-values'));
  samples = classes.rowsOf('test').map(classes.sample);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const specOf = (id: string): SequenceSpec => classes.manifest.modalities[id] as SequenceSpec;
const stepsIn = ({ inputs }: Sample, id: string): number => inputs[id].length / specOf(id).features.length;
/** A number of a step, in its own units. */
function at({ inputs }: Sample, id: string, step: number, feature: number): number {
  const { features } = specOf(id);
  const { low, high } = features[feature];
  return low + (inputs[id] as Float32Array)[step * features.length + feature] * (high - low);
}
/** The moment of the touch, in seconds: where a bump fits what is pressed best. */
function touched(sample: Sample): number {
  const steps = Array.from({ length: stepsIn(sample, 'touch') }, (_, step) => step);
  const pressed = steps.map((step) => at(sample, 'touch', step, 0));
  const misfit = (moment: number): number =>
    steps.reduce(
      (sum, step) => sum + (pressed[step] - Math.exp(-0.5 * ((step / RATES.touch - moment) / 0.25) ** 2)) ** 2,
      0,
    );
  const moments = Array.from({ length: 120 }, (_, place) => place * 0.05);
  return moments.reduce((best, moment) => (misfit(moment) < misfit(best) ? moment : best));
}

it('has the content that this version of the preparation always had, in both forms of the same signals', () => {
  expect(classes.manifest.splits).toEqual({ train: 2400, validation: 300, test: 500 });
  // When one of these changes, raise the preparation's version: results on the old rows are not comparable.
  expect(classes.manifest.hash).toBe('9fa42716dda73cd34a79960c961a76b5f7a22780ad5a9c789b581af9c0d5e976');
  expect(values.manifest.hash).toBe('a40398b033b9594f2bbaa1ba13b2539dc432d2ab8d583b7f83f77e6103739ad8');
  expect(values.sample(7).inputs).toEqual(classes.sample(7).inputs);
});

it('has three rates and lengths, each sample as long as it lasts', () => {
  expect(Object.keys(RATES).map((id) => [specOf(id).steps, specOf(id).shortest])).toEqual([
    [22, 17],
    [16, 12],
    [11, 8],
  ]);
  for (const sample of samples.slice(0, 50)) {
    const seconds = Object.entries(RATES).map(([id, rate]) => stepsIn(sample, id) / rate);
    expect(Math.max(...seconds) - Math.min(...seconds)).toBeLessThanOrEqual(1 / RATES.touch);
    const view = viewOf(sample, classes).values.light;
    expect(view).toMatchObject({ kind: 'series', width: stepsIn(sample, 'light') });
  }
  expect(new Set(samples.map((sample) => stepsIn(sample, 'light'))).size).toBeGreaterThan(4);
});

it('asks every class as often as any other', () => {
  for (const split of ['train', 'test'] as const) {
    const counts = [0, 1, 2, 3].map(
      (label) => classes.rowsOf(split).filter((row) => classes.label(row) === label).length,
    );
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  }
});

describe('where light and tone stand at the touch', () => {
  const near = (sample: Sample, id: 'light' | 'tone'): number =>
    Math.min(stepsIn(sample, id) - 1, Math.round(touched(sample) * RATES[id]));
  const isRed = (sample: Sample): boolean =>
    at(sample, 'light', near(sample, 'light'), 0) > at(sample, 'light', near(sample, 'light'), 1);
  const isHigh = (sample: Sample): boolean => at(sample, 'tone', near(sample, 'tone'), 0) > 0;

  it('tells the class, and the value within its tolerance', () => {
    const right = samples.filter((sample) => sample.label === (isRed(sample) ? 0 : 2) + (isHigh(sample) ? 0 : 1));
    expect(right.length / samples.length).toBeGreaterThan(0.97);
    const errors = values.rowsOf('test').map((row) => {
      const sample = values.sample(row);
      const light = at(sample, 'light', near(sample, 'light'), 0) - at(sample, 'light', near(sample, 'light'), 1);
      return Math.abs(light + at(sample, 'tone', near(sample, 'tone'), 0) - sample.target![0]);
    });
    expect(errors.filter((error) => error <= 0.5).length / errors.length).toBeGreaterThan(0.95);
  });

  it('is told by the moment of the touch alone: light and tone are the same whatever is asked', () => {
    const drawn = [1, -1].flatMap((light) =>
      [1, -1].map((tone) => cuedSignals([light, tone], randomFrom('test', 'whatever'))),
    );
    for (const { inputs } of drawn) {
      expect(inputs.light).toEqual(drawn[0].inputs.light);
      expect(inputs.tone).toEqual(drawn[0].inputs.tone);
    }
    expect(new Set(drawn.map(({ inputs }) => inputs.touch.join())).size).toBe(4);
  });

  it('says of the tone nothing that the light or the moment would tell', () => {
    const shareHigh = (rows: readonly Sample[]): number =>
      rows.filter(({ label }) => label % 2 === 0).length / rows.length;
    for (const half of [
      samples.filter(isRed),
      samples.filter((sample) => touched(sample) < 2.3),
      samples.filter((sample) => touched(sample) >= 2.3),
      samples.filter((sample) => stepsIn(sample, 'tone') < 15),
    ]) {
      expect(half.length).toBeGreaterThan(90);
      expect(Math.abs(shareHigh(half) - 0.5)).toBeLessThan(0.11);
    }
  });

  it('is decidable while a step around the touch is left of each', () => {
    const [sample] = samples;
    const { spans = {} } = sample;
    const without = (id: string, from: number, steps: number) => ({
      kind: 'sequence' as const,
      modality: id,
      box: [0, from, 1, steps] as [number, number, number, number],
    });
    expect(decidable(classes.manifest, sample, [])).toBe(true);
    for (const [id, [start, length]] of Object.entries(spans)) {
      expect(length).toBeGreaterThan(0);
      expect(start + length).toBeLessThanOrEqual(stepsIn(sample, id));
      expect(decidable(classes.manifest, sample, [without(id, start, length)])).toBe(false);
      if (length > 1) expect(decidable(classes.manifest, sample, [without(id, start, length - 1)])).toBe(true);
    }
  });
});

it('fits the study of scales in every size', () => {
  for (const size of ['quick', 'standard', 'full'] as const) checkPlan(scalesPlan(size), classes.manifest);
});
