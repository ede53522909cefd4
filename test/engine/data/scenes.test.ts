import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Split } from '../../../src/shared/data/dataset';
import type { Dataset, Sample } from '../../../src/engine/data/dataset';
import { openDataset } from '../../../src/engine/data/open';
import { prepareShipped } from '../../../src/engine/data/shipped';
import { PIXEL_CLASSES, ROAD, THINGS } from '../../../src/engine/data/shipped/scene-things';

let folder: string;
let dataset: Dataset;
let samples: readonly Sample[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scenes-'));
  await prepareShipped('scenes', join(folder, 'scenes'));
  dataset = await openDataset(join(folder, 'scenes'));
  samples = Array.from({ length: dataset.manifest.count }, (_, row) => dataset.sample(row));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const valuesOf = ({ inputs }: Sample, modality: string): Float32Array => inputs[modality] as Float32Array;
const maskOf = ({ mask }: Sample): Uint8Array => mask ?? new Uint8Array(0);
const isNight = ({ id }: Sample): boolean => id.endsWith('-night');
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

it('has 1,800, 192 and 480 rows, and the content this version of the preparation always had', () => {
  expect(dataset.manifest.splits).toEqual({ train: 1800, validation: 192, test: 480 });
  expect(dataset.manifest.pixelClasses).toEqual([...PIXEL_CLASSES]);
  // When this changes, raise the preparation's version: results on the old rows are not comparable.
  expect(dataset.manifest.hash).toBe('f0118e22771d518a779dadd751acfd63c4c9f80d0b6e5ee0042c3ae832265642');
});

it('has every scene twice in one split, by day and by night, with one label and one map of its pixels', () => {
  const byScene = new Map<string, Sample[]>();
  for (const sample of samples) byScene.set(sample.group, [...(byScene.get(sample.group) ?? []), sample]);
  expect(byScene.size).toBe(samples.length / 2);
  for (const [first, second] of byScene.values()) {
    expect([isNight(first), isNight(second)]).toEqual([false, true]);
    expect(second.label).toBe(first.label);
    // As bytes: comparing arrays element by element takes a hundred times as long.
    expect(Buffer.compare(maskOf(second), maskOf(first)), first.group).toBe(0);
  }
  for (const split of Split.options) {
    const groups = new Set(dataset.rowsOf(split).map((row) => samples[row].group));
    expect(2 * groups.size).toBe(dataset.manifest.splits[split]);
  }
});

it('shows every thing in front as often as any other', () => {
  for (const split of Split.options) {
    for (const label of THINGS.keys()) {
      const own = dataset.rowsOf(split).filter((row) => dataset.label(row) === label);
      expect(own.length).toBe(dataset.manifest.splits[split] / THINGS.length);
    }
  }
});

it('labels as the scene’s thing what is nearest of all that stands', () => {
  for (const sample of samples) {
    const depth = valuesOf(sample, 'depth');
    const distances = PIXEL_CLASSES.map((): number[] => []);
    maskOf(sample).forEach((shown, pixel) => {
      if (shown > ROAD && depth[pixel] > 0) distances[shown].push(depth[pixel]);
    });
    const near = distances.map((own) => own.sort((a, b) => a - b)[Math.floor(own.length / 10)] ?? Infinity);
    expect(PIXEL_CLASSES[near.indexOf(Math.min(...near))], sample.id).toBe(THINGS[sample.label]);
  }
});

describe('the sensors', () => {
  const some = (): readonly Sample[] => samples.slice(0, 300);

  it('leave colours nearly black at night, and nothing else', () => {
    const brightness = (night: boolean, modality: string): number =>
      mean(
        some()
          .filter((sample) => isNight(sample) === night)
          .map((each) => mean([...valuesOf(each, modality)])),
      );
    expect(brightness(true, 'rgb')).toBeLessThan(0.1 * brightness(false, 'rgb'));
    expect(brightness(true, 'depth')).toBeCloseTo(brightness(false, 'depth'), 2);
  });

  it('show people warm at any hour, and boxes as cold as what is around them', () => {
    const above = (shown: string, night: boolean): number => {
      const pixelClass = (PIXEL_CLASSES as readonly string[]).indexOf(shown);
      return mean(
        some()
          .filter((sample) => isNight(sample) === night)
          .flatMap((sample) => {
            const heat = valuesOf(sample, 'heat');
            const at = (wanted: number): readonly number[] =>
              [...maskOf(sample)].flatMap((each, pixel) => (each === wanted ? [heat[pixel]] : []));
            const own = at(pixelClass);
            return own.length < 10 || at(ROAD).length === 0 ? [] : [mean(own) - mean(at(ROAD))];
          }),
      );
    };
    for (const night of [true, false]) {
      expect(above('person', night)).toBeGreaterThan(0.2);
      expect(Math.abs(above('box', night))).toBeLessThan(0.08);
    }
  });
});

it('refuses a map of pixels that the manifest does not fit', async () => {
  const copy = join(folder, 'damaged');
  await cp(join(folder, 'scenes'), copy, { recursive: true });
  await writeFile(join(copy, 'mask.u8'), new Uint8Array(1024 * dataset.manifest.count).fill(9));
  await expect(openDataset(copy)).rejects.toMatchObject({ code: 'damaged' });
});
