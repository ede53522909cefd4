import { readFileSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { encode as encodePng } from 'fast-png';
import { encode as encodeJpeg } from 'jpeg-js';
import { expect, it } from 'vitest';
import { importMapped } from '../../../../src/engine/data/importers/mapped/import-mapped';
import { inspectFolder } from '../../../../src/engine/data/importers/mapped/inspect-folder';
import { LabError } from '../../../../src/shared/errors';
import { ColumnMapping, type MappingInput } from '../../../../src/shared/mapping/mapping';
import { temporaryFolder } from '../temporary-folder';
import { npy, npz, safetensors } from './arrays';
import { damages } from './damage';
import { flac } from './flac-encoder';
import { plainPng, tone, wav, writeFiles } from './source-folder';

const folder = temporaryFolder();
/** What one damaged file may take, with room for a busy machine. */
const MOST_MILLISECONDS = 5000;
const MOST_BYTES = 512 * 2 ** 20;

const numbers = Array.from({ length: 24 }, (_, at) => at / 7);
const whole = { kind: 'class', column: 'y' } as const;
const table: MappingInput['inputs'] = [{ kind: 'numbers', name: 'x', columns: ['x'] }];
const rows = ['a', 'b', 'c', 'd'];
const list = ['id,file,y', ...rows.map((id, at) => `${id},${at === 0 ? 'damaged' : 'whole'},${String(at % 2)}`)].join(
  '\n',
);

interface Case {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** File that is damaged. */
  readonly file: string;
  readonly inputs: MappingInput['inputs'];
  /** Read by a process of its own, which has to be built. */
  readonly isBuilt?: true;
}

/** Files that hold the rows themselves. */
const sources: readonly Case[] = [
  {
    name: 'CSV',
    file: 'a.csv',
    bytes: Buffer.from(['x,y', ...rows.map((_, at) => `${String(at)}.5,"k ""${String(at % 2)}"""`)].join('\r\n')),
    inputs: table,
  },
  {
    name: 'TSV',
    file: 'a.tsv',
    bytes: Buffer.from(['y\tx', ...rows.map((_, at) => `k${String(at % 2)}\t${String(at)}.25`)].join('\n')),
    inputs: table,
  },
  {
    name: 'JSON Lines',
    file: 'a.jsonl',
    bytes: Buffer.from(rows.map((_, at) => JSON.stringify({ x: at / 2, y: String(at % 2) })).join('\n')),
    inputs: table,
  },
  {
    name: 'JSON',
    file: 'a.json',
    bytes: Buffer.from(JSON.stringify({ all: rows.map((_, at) => ({ x: at / 2, y: at % 2 })) })),
    inputs: table,
  },
  {
    name: 'NPZ',
    file: 'a.npz',
    bytes: npz({ x: npy([4, 6], numbers), y: npy([4], [0, 1, 0, 1]) }, false),
    inputs: table,
  },
  {
    name: 'NPZ, deflated',
    file: 'a.npz',
    bytes: npz({ x: npy([4, 6], numbers), y: npy([4], [0, 1, 0, 1]) }, true),
    inputs: table,
  },
  {
    name: 'safetensors',
    file: 'a.safetensors',
    bytes: safetensors({ x: { shape: [4, 6], values: numbers }, y: { shape: [4], values: [0, 1, 0, 1] } }),
    inputs: table,
  },
  {
    name: 'Parquet',
    file: 'a.parquet',
    bytes: new Uint8Array(
      parquetWriteBuffer({
        columnData: [
          { name: 'x', data: [1.5, 2.5, 3.5, 4.5], type: 'DOUBLE' },
          { name: 'y', data: ['a', 'b', 'a', 'b'], type: 'STRING' },
        ],
      }),
    ),
    inputs: table,
    isBuilt: true,
  },
];

/** Files that a row names. */
const values: readonly Case[] = [
  {
    name: 'PNG',
    file: 'damaged',
    bytes: plainPng(50),
    inputs: [{ kind: 'image', name: 'x', file: '{file}', height: 8, width: 8 }],
  },
  {
    name: 'PNG of 16 bits',
    file: 'damaged',
    bytes: encodePng({ width: 9, height: 9, channels: 1, depth: 16, data: new Uint16Array(81).fill(3000) }),
    inputs: [{ kind: 'depth', name: 'x', file: '{file}', height: 8, width: 8 }],
  },
  {
    name: 'JPEG',
    file: 'damaged',
    bytes: encodeJpeg({ width: 16, height: 16, data: Buffer.alloc(1024, 90) }, 80).data,
    inputs: [{ kind: 'image', name: 'x', file: '{file}', height: 8, width: 8 }],
  },
  {
    name: 'WebP, lossy',
    file: 'damaged',
    bytes: readFileSync(join(import.meta.dirname, '../pictures/alpha-lossy.webp')),
    inputs: [{ kind: 'image', name: 'x', file: '{file}', height: 8, width: 8 }],
  },
  {
    name: 'WebP, lossless',
    file: 'damaged',
    bytes: readFileSync(join(import.meta.dirname, '../pictures/alpha-lossless.webp')),
    inputs: [{ kind: 'image', name: 'x', file: '{file}', height: 8, width: 8 }],
  },
  {
    name: 'WAV',
    file: 'damaged',
    bytes: wav(tone(440, 8000, 0.1), 8000),
    inputs: [{ kind: 'audio', name: 'x', file: '{file}' }],
  },
  {
    name: 'FLAC',
    file: 'damaged',
    bytes: flac([tone(440, 8000, 0.1).map((value) => Math.round(value * 30_000))], 8000, 16, 'fixed'),
    inputs: [{ kind: 'audio', name: 'x', file: '{file}' }],
  },
  {
    name: 'NPY',
    file: 'damaged',
    bytes: npy([4, 6], numbers),
    inputs: [{ kind: 'sequence', name: 'x', file: '{file}', steps: 4, features: 6 }],
  },
];

async function importWhole(
  source: string,
  draft: Pick<MappingInput, 'source' | 'inputs'>,
): Promise<'imported' | LabError> {
  const mapping = ColumnMapping.parse({
    format: 'muroan.mapping',
    formatVersion: 1,
    ...draft,
    label: whole,
    split: { kind: 'drawn' },
  });
  try {
    await importMapped({
      directory: source,
      folder: join(folder.path, 'lab', `d${String((made += 1))}`),
      name: 'damaged',
      title: 'Damaged',
      mapping,
    });
    return 'imported';
  } catch (error) {
    if (error instanceof LabError) return error;
    throw error;
  }
}
let made = 0;

/** Looked at without a mapping: its columns are guessed, and its first samples made. */
async function lookAtWhole(directory: string): Promise<'looked at' | LabError> {
  made += 1;
  try {
    await inspectFolder({ directory, mapping: null, samples: 2 });
    return 'looked at';
  } catch (error) {
    if (error instanceof LabError) return error;
    throw error;
  }
}

/** What is promised of every damaged file: a clear error or a report, soon, in bounded memory, and nothing left behind. */
async function holds<Done extends string>(how: string, run: () => Promise<Done | LabError>): Promise<Done | 'refused'> {
  const started = performance.now();
  const result = await run().catch((error: unknown) => {
    throw new Error(`${how}: ${error instanceof Error ? (error.stack ?? error.message) : 'unknown'}`);
  });
  expect([how, performance.now() - started < MOST_MILLISECONDS]).toEqual([how, true]);
  expect([how, process.memoryUsage().arrayBuffers < MOST_BYTES]).toEqual([how, true]);
  if (!(result instanceof LabError)) return result;
  expect(['invalid', 'damaged']).toContain(result.code);
  expect([how, result.message.length > 10, result.remedy !== undefined]).toEqual([how, true, true]);
  const left = await readdir(join(folder.path, 'lab')).catch(() => []);
  expect([how, left.filter((name) => name.endsWith('.part') || name === `d${String(made)}`)]).toEqual([how, []]);
  return 'refused';
}

/**
 * Holds every format to what is promised of damaged files.
 *
 * @param each damages of each file
 * @param limit milliseconds for all damages of one file
 * @param among formats that are tried: all, or those that need the built program, or those that do not
 */
export function testDamagedFiles(each: number, limit: number, among: 'all' | 'built' | 'unbuilt'): void {
  const isAmong = ({ isBuilt }: Case): boolean => among === 'all' || (isBuilt === true) === (among === 'built');
  it.each(sources.filter(isAmong))(
    '$name with rows, damaged, is refused in words or read as far as it goes',
    async ({ name, file, bytes, inputs }) => {
      const source = join(folder.path, 'source');
      const draft = { source: { kind: 'files' as const, parts: [{ files: [file] }] }, inputs };
      await writeFiles(source, { [file]: bytes });
      expect(await importWhole(source, draft)).toBe('imported');
      expect(await lookAtWhole(source)).toBe('looked at');
      let refused = 0;
      for (const damaged of damages(bytes, each, name)) {
        await writeFile(join(source, file), damaged.bytes);
        refused += Number((await holds(damaged.how, () => importWhole(source, draft))) === 'refused');
        await holds(`${damaged.how}, looked at`, () => lookAtWhole(source));
      }
      // Cut short and of other bytes, at the least.
      expect(refused).toBeGreaterThan(each / 10);
    },
    limit,
  );

  it.each(values.filter(isAmong))(
    '$name that a row names, damaged, costs that row at most',
    async ({ name, file, bytes, inputs }) => {
      const source = join(folder.path, 'source');
      const draft = { source: { kind: 'files' as const, parts: [{ files: ['list.csv'] }] }, inputs };
      await writeFiles(source, { 'list.csv': list, whole: bytes, [file]: bytes });
      for (const damaged of damages(bytes, each, name)) {
        await writeFile(join(source, file), damaged.bytes);
        expect([damaged.how, await holds(damaged.how, () => importWhole(source, draft))]).toEqual([
          damaged.how,
          'imported',
        ]);
      }
    },
    limit,
  );
}
