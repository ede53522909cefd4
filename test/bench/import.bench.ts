/**
 * Import of a large folder: 100,000 samples of a picture, a text and eight numbers, listed in one CSV. The memory of the engine is
 * told while it reads; it must not grow with what is read. SAMPLES=10000 for a quick look.
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
/** What an engine may hold more than before, in MB. Ids, labels and splits of all rows are in memory; pixels never are. */
const ALLOWED_GROWTH = 400;

it(`import of ${SAMPLES} samples`, async () => {
  const report = openReport('import');
  const folder = await temporaryFolder();
  const source = path.join(folder, 'source');
  await mkdir(path.join(source, 'img'), { recursive: true });
  for (let at = 0; at < PICTURES; at += 1) {
    const data = Uint8Array.from({ length: 3 * SIDE * SIDE }, (_, pixel) => (pixel * (at + 3)) % 251);
    await writeFile(path.join(source, 'img', `${at}.png`), encode({ width: SIDE, height: SIDE, channels: 3, data }));
  }
  const numbers = Array.from({ length: 8 }, (_, at) => `n${at}`);
  const lines = Array.from({ length: SAMPLES }, (_, at) =>
    [
      at,
      `img/${at % PICTURES}.png`,
      `sample ${at} of many words`,
      ...numbers.map((_name, place) => at / (place + 1)),
      at % 10,
    ].join(','),
  );
  await writeFile(path.join(source, 'list.csv'), [`id,img,text,${numbers.join(',')},label`, ...lines].join('\n'));
  const held: number[] = [];
  const engine = await startEngine({
    lab: path.join(folder, 'lab'),
    onNotification: ({ name, content }) => {
      if (name === 'heartbeat') held.push(content.memory / 2 ** 20);
    },
  });
  try {
    await new Promise((resolve) => setTimeout(resolve, 2500));
    const before = held.at(-1) ?? 0;
    const mapping = ColumnMapping.parse({
      format: 'muroan.mapping',
      formatVersion: 1,
      source: { kind: 'files', parts: [{ files: ['list.csv'] }] },
      id: '{id}',
      inputs: [
        { kind: 'image', name: 'image', file: '{img}', height: 32, width: 32 },
        { kind: 'text', name: 'text', columns: ['text'] },
        { kind: 'numbers', name: 'table', columns: numbers },
      ],
      label: { kind: 'class', column: 'label' },
      split: { kind: 'drawn' },
    });
    const started = performance.now();
    const { imported } = await engine.request('data.importMapped', {
      directory: source,
      name: 'many',
      title: 'Many',
      mapping,
    });
    const seconds = (performance.now() - started) / 1000;
    const most = Math.max(...held);
    await report.store({
      import: [
        {
          samples: imported,
          seconds: Math.round(seconds),
          'samples / s': Math.round(imported / seconds),
          'MB before': Math.round(before),
          'MB at the most': Math.round(most),
        },
      ],
    });
    expect(imported).toBe(SAMPLES);
    expect(most - before).toBeLessThan(ALLOWED_GROWTH);
  } finally {
    await engine.close();
  }
}, 3_600_000);
