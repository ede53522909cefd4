/**
 * Import of a large folder: 100,000 samples of a picture, a text and eight numbers, listed in one CSV, and before it a tenth of
 * them. The memory of the engine is told while it reads; it must not grow with what is read. SAMPLES=10000 for a quick look.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { encode } from 'fast-png';
import { expect, it } from 'vitest';
import { startEngine } from '../../src/host/engine-client';
import { ColumnMapping } from '../../src/shared/mapping/mapping';
import { temporaryFolder } from '../support/temporary-folder';
import { openReport } from './report';

const SAMPLES = Number(process.env.SAMPLES ?? 100_000);
/** Pictures that the rows share: it is the reading of each that is timed, not the making. */
const PICTURES = 500;
const SIDE = 64;
/**
 * Of the most in the first half of an import, what the second may need: ids, labels and splits of all rows are in memory, pixels
 * never are. What is thrown away is collected in its own time, so that a short import does not show how much that is.
 */
const ALLOWED_GROWTH = 1.2;
/** Of the most for a tenth of the samples, what all of them may need. */
const ALLOWED_FOR_TENFOLD = 1.5;
const NUMBERS = Array.from({ length: 8 }, (_, at) => `n${at}`);

async function pictures(source: string): Promise<void> {
  await mkdir(path.join(source, 'img'), { recursive: true });
  for (let at = 0; at < PICTURES; at += 1) {
    const data = Uint8Array.from({ length: 3 * SIDE * SIDE }, (_, pixel) => (pixel * (at + 3)) % 251);
    await writeFile(path.join(source, 'img', `${at}.png`), encode({ width: SIDE, height: SIDE, channels: 3, data }));
  }
}

async function listed(source: string, samples: number): Promise<void> {
  const lines = Array.from({ length: samples }, (_, at) =>
    [
      at,
      `img/${at % PICTURES}.png`,
      `sample ${at} of many words`,
      ...NUMBERS.map((_name, place) => at / (place + 1)),
      at % 10,
    ].join(','),
  );
  await writeFile(path.join(source, 'list.csv'), [`id,img,text,${NUMBERS.join(',')},label`, ...lines].join('\n'));
}

const mapping = ColumnMapping.parse({
  format: 'muroan.mapping',
  formatVersion: 1,
  source: { kind: 'files', parts: [{ files: ['list.csv'] }] },
  id: '{id}',
  inputs: [
    { kind: 'image', name: 'image', file: '{img}', height: 32, width: 32 },
    { kind: 'text', name: 'text', columns: ['text'] },
    { kind: 'numbers', name: 'table', columns: NUMBERS },
  ],
  label: { kind: 'class', column: 'label' },
  split: { kind: 'drawn' },
});

interface Imported {
  readonly samples: number;
  readonly seconds: number;
  /** Of the engine: before the import, at the most, and in its first half. MB. */
  readonly before: number;
  readonly most: number;
  readonly mostInHalf: number;
}

/** In an engine of its own, whose memory nothing else has filled. */
async function imported(folder: string, source: string, samples: number): Promise<Imported> {
  await listed(source, samples);
  const held: number[] = [];
  const engine = await startEngine({
    lab: path.join(folder, `lab-${samples}`),
    onNotification: ({ name, content }) => {
      if (name === 'heartbeat') held.push(content.memory / 2 ** 20);
    },
  });
  try {
    await new Promise((resolve) => setTimeout(resolve, 2500));
    const before = held.at(-1) ?? 0;
    const heard = held.length;
    const started = performance.now();
    const report = await engine.request('data.importMapped', {
      ...{ directory: source, name: 'many', title: 'Many', mapping },
    });
    const seconds = (performance.now() - started) / 1000;
    const during = held.slice(heard);
    const mostInHalf = Math.max(...during.slice(0, Math.ceil(during.length / 2)));
    return { samples: report.imported, seconds, before, most: Math.max(...held), mostInHalf };
  } finally {
    await engine.close();
  }
}

it(`import of ${SAMPLES} samples`, async () => {
  const report = openReport('import');
  const folder = await temporaryFolder();
  const source = path.join(folder, 'source');
  await pictures(source);
  const few = await imported(folder, source, Math.round(SAMPLES / 10));
  const all = await imported(folder, source, SAMPLES);
  await report.store({
    import: [few, all].map(({ samples, seconds, before, most, mostInHalf }) => ({
      samples,
      seconds: Math.round(seconds),
      'samples / s': Math.round(samples / seconds),
      'MB before': Math.round(before),
      'MB at the most': Math.round(most),
      'in the first half': Math.round(mostInHalf),
    })),
  });
  expect([few.samples, all.samples]).toEqual([Math.round(SAMPLES / 10), SAMPLES]);
  expect(all.most / all.mostInHalf).toBeLessThan(ALLOWED_GROWTH);
  expect(all.most / few.most).toBeLessThan(ALLOWED_FOR_TENFOLD);
}, 3_600_000);
