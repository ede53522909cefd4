import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../../src/engine/data/dataset';
import { openDataset } from '../../../src/engine/data/open';
import { decidable } from '../../../src/engine/data/oracle';
import { prepareShipped } from '../../../src/engine/data/shipped';
import { spectrogramOf, samplesOf } from '../../../src/engine/data/sound/spectrogram';
import { modalityOf } from '../../../src/engine/modalities/registry';
import type { Region } from '../../../src/shared/data/modality';
import { repeatedUnitsText } from '../../../src/shared/data/repeated-units';

let folder: string;
let dataset: Dataset;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'muroan-digits-'));
  await prepareShipped('digit-trio', join(folder, 'digit-trio'));
  dataset = await openDataset(join(folder, 'digit-trio'));
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Which of the three tell the digit of a row. */
function clearOf(row: number): Readonly<Record<string, boolean>> {
  const { inputs, evidence } = dataset.sample(row);
  const bright = (id: string, level: number): boolean => (inputs[id] as Float32Array).some((value) => value > level);
  return { image: bright('image', 0.4), sound: bright('sound', 0.5), text: evidence.length > 0 };
}

function everythingOf(row: number, ids: readonly string[]): readonly Region[] {
  const { inputs } = dataset.sample(row);
  return ids.flatMap((id) => {
    const spec = dataset.manifest.modalities[id];
    return modalityOf(spec).roots(spec, inputs[id], id);
  });
}

describe('digits seen, heard and written', () => {
  it('have the same recordings in all splits, and their manifest says so', () => {
    expect(dataset.manifest.repeatedUnits).toEqual({ test: 40, trained: 40 });
    expect(repeatedUnitsText(dataset.manifest)).toBe(
      'Shared by the splits (recording): all 40 that the test split has are in the training split too, each varied anew. Figures say nothing of others.',
    );
  });

  it('are the same on every machine', () => {
    // When this changes, raise the preparation’s version: results on the old rows are not comparable.
    expect(dataset.manifest.hash).toBe('45578ef61c68a4940b9fdb85241907b60aafa2a0bc440026fb75c60c60045c3b');
    expect(dataset.manifest.splits).toEqual({ train: 1600, validation: 300, test: 500 });
  });

  it('show every digit as often as any other, give or take a recording', () => {
    const counts = new Array<number>(10).fill(0);
    for (const row of dataset.rowsOf('test')) counts[dataset.label(row)] += 1;
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(4);
  });

  it('are told by each input in about two rows of three, and by at least one in every row', () => {
    const rows = dataset.rowsOf('train').map(clearOf);
    for (const id of ['image', 'sound', 'text']) {
      const share = rows.filter((clear) => clear[id]).length / rows.length;
      expect(share).toBeGreaterThan(0.62);
      expect(share).toBeLessThan(0.72);
    }
    expect(rows.every((clear) => Object.values(clear).some((own) => own))).toBe(true);
  });

  it('can be told until the last input that tells them is gone', () => {
    for (const row of dataset.rowsOf('test').slice(0, 60)) {
      const sample = dataset.sample(row);
      const clear = Object.entries(clearOf(row)).flatMap(([id, own]) => (own ? [id] : []));
      expect(decidable(dataset.manifest, sample, [])).toBe(true);
      expect(decidable(dataset.manifest, sample, everythingOf(row, clear.slice(1)))).toBe(true);
      expect(decidable(dataset.manifest, sample, everythingOf(row, clear))).toBe(false);
    }
  });

  it('are written in sentences that name the digit, or leave five open', () => {
    const names = dataset.manifest.classes;
    for (const row of dataset.rowsOf('test')) {
      const { inputs, evidence, label } = dataset.sample(row);
      const words = inputs.text as readonly string[];
      if (evidence.length > 0) expect(evidence.map((at) => words[at])).toEqual([names[label]]);
      else
        expect(words.filter((word) => names.includes(word))).toEqual(
          words.includes('below') ? ['five'] : words.includes('above') ? ['four'] : [],
        );
    }
  });
});

it('a sine is loud in the band of its frequency, and nowhere else', () => {
  const setting = { rate: 8000, bands: 24, frames: 4, hop: 160, hertz: [60, 4000], range: 60 } as const;
  const levels = spectrogramOf(setting);
  const loudest = (hertz: number): number => {
    const samples = Float32Array.from({ length: samplesOf(setting) }, (_, at) =>
      Math.sin((2 * Math.PI * hertz * at) / 8000),
    );
    const own = levels(samples);
    const column = Array.from({ length: 24 }, (_, band) => own[band * 4 + 1]);
    expect(Math.max(...column)).toBeGreaterThan(240);
    expect(column.filter((level) => level > 200).length).toBeLessThanOrEqual(4);
    return column.indexOf(Math.max(...column));
  };
  expect(loudest(3500)).toBeLessThan(loudest(1000));
  expect(loudest(1000)).toBeLessThan(loudest(250));
  expect(levels(new Float32Array(samplesOf(setting))).every((level) => level === 0)).toBe(true);
});
