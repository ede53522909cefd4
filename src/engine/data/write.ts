import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type ColumnSpec, DatasetManifest, Split } from '../../shared/dataset';
import { LabError } from '../../shared/errors';
import type { AudioSpec, Measured, ModalitySpec } from '../../shared/modality';
import { parse } from '../../shared/parse';
import { syncFolder, writeFileAtomic } from '../files/atomic';
import { ColumnFile } from './column-file';
import { encodeFloats, encodeLine, encodeNumbers, rowLength } from './columns';
import { ChannelMoments } from './channel-moments';
import { MeasuredMoments } from './measured-moments';
import { contentHash, MANIFEST_FILE } from './manifest';

/** What is known of a modality before its rows are; the rest of its specification is measured while writing. */
export type ModalityShape =
  | { readonly kind: 'image'; readonly height: number; readonly width: number; readonly channels: 1 | 3 }
  | { readonly kind: 'text' }
  | Pick<AudioSpec, 'kind' | 'height' | 'width' | 'seconds' | 'hertz'>
  | { readonly kind: 'tabular'; readonly columns: readonly string[] }
  | { readonly kind: 'sequence'; readonly steps: number; readonly features: readonly string[] }
  | {
      readonly kind: 'skeleton';
      readonly joints: readonly string[];
      readonly steps: number;
      readonly coordinates: readonly string[];
    };

/** What the manifest says that does not follow from the rows. */
export interface DatasetHeader extends Pick<
  DatasetManifest,
  'name' | 'title' | 'task' | 'preparation' | 'licences' | 'classes' | 'pixelClasses' | 'unit' | 'oracle'
> {
  readonly modalities: Readonly<Record<string, ModalityShape>>;
}

export type RowValue = Uint8Array | Float32Array | readonly string[];

export interface DatasetRow {
  readonly id: string;
  /** Index into the header's classes. */
  readonly label: number;
  readonly split: Split;
  readonly group: string;
  /**
   * Per modality: 8-bit pixels or levels of a spectrogram, row-major, channels last; words; or measurements in their own units,
   * laid out as `planeOf` says.
   */
  readonly inputs: Readonly<Record<string, RowValue>>;
  /** Given for every row or for none. */
  readonly evidence?: readonly number[];
  /** Index into the header's pixel classes of every pixel, row-major, where the header names such classes. */
  readonly mask?: Uint8Array;
}

/** The fixed columns that a modality's id may not shadow. */
const FIXED_COLUMNS = ['id', 'label', 'split', 'group', 'evidence', 'mask'];

/**
 * Writes a data set folder: columns into a temporary folder beside it, flushed, then renamed into place, so that the
 * folder is there whole or not at all. Rows are taken one by one; pixels go straight to the disk. Equal rows give
 * equal bytes. An older folder of this name is replaced at the last moment.
 *
 * @throws LabError `invalid` without rows, for a repeated id, a class or split out of range, an image of another size;
 *   whatever `rows` throws, leaving no trace
 */
export async function writeDataset(
  folder: string,
  header: DatasetHeader,
  rows: Iterable<DatasetRow> | AsyncIterable<DatasetRow>,
): Promise<DatasetManifest> {
  const parent = dirname(folder);
  await mkdir(parent, { recursive: true });
  // One name for all times: what a killed process left is cleared away by the next one. A lab has one writer.
  const temporary = join(parent, `.${basename(folder)}.part`);
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary);
  try {
    const manifest = await writeColumns(temporary, header, rows);
    await writeFileAtomic(join(temporary, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`);
    await moveInto(temporary, folder);
    return manifest;
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw error;
  }
}

async function writeColumns(
  folder: string,
  header: DatasetHeader,
  rows: Iterable<DatasetRow> | AsyncIterable<DatasetRow>,
): Promise<DatasetManifest> {
  const writers = Object.entries(header.modalities).map(([id, shape]) => {
    if (FIXED_COLUMNS.includes(id)) throw invalid(header, `The modality id "${id}" is taken by a column.`);
    return { id, writer: modalityWriter(folder, id, shape) };
  });
  const masks = header.pixelClasses === undefined ? null : maskWriter(folder, header, header.pixelClasses.length);
  const ids = new Set<string>();
  const labels: number[] = [];
  const splits: number[] = [];
  const groups: string[] = [];
  const evidence: (readonly number[])[] = [];
  try {
    for await (const row of rows) {
      if (ids.has(row.id)) throw invalid(header, `The sample id ${JSON.stringify(row.id)} occurs twice.`);
      if (!(row.label in header.classes)) throw invalid(header, `Sample ${row.id} has no class ${row.label}.`);
      ids.add(row.id);
      labels.push(row.label);
      splits.push(Split.options.indexOf(row.split));
      groups.push(row.group);
      if (row.evidence !== undefined) evidence.push(row.evidence);
      for (const { id, writer } of writers) {
        const problem = await writer.append(row.inputs[id], row.split);
        if (problem !== null) throw invalid(header, `Sample ${row.id}, ${id}: ${problem}`);
      }
      const problem = (await masks?.append(row.mask)) ?? null;
      if (problem !== null) throw invalid(header, `Sample ${row.id}, mask: ${problem}`);
    }
    if (ids.size === 0) throw invalid(header, 'There are no rows.');
    if (evidence.length !== 0 && evidence.length !== ids.size) throw invalid(header, 'Only some rows give evidence.');

    const columns: Record<string, ColumnSpec> = {
      id: await writeLines(folder, 'id', 'string', [...ids]),
      label: await writeNumbers(folder, 'label', labels),
      split: await writeNumbers(folder, 'split', splits),
      group: await writeLines(folder, 'group', 'string', groups),
    };
    if (evidence.length > 0) columns.evidence = await writeLines(folder, 'evidence', 'indices', evidence);
    if (masks !== null) columns.mask = await masks.finish();
    const modalities: Record<string, ModalitySpec> = {};
    for (const { id, writer } of writers) {
      const { column, spec } = await writer.finish();
      columns[id] = column;
      modalities[id] = spec;
    }
    const { name, title, task, preparation, licences, classes, pixelClasses, unit, oracle } = header;
    const count = (split: Split): number => splits.filter((index) => index === Split.options.indexOf(split)).length;
    const content = { classes, ...(pixelClasses === undefined ? {} : { pixelClasses }), modalities, columns };
    return parse(
      DatasetManifest,
      {
        format: 'muroan.dataset',
        formatVersion: 1,
        ...{ name, title, task, preparation, licences, ...content, unit, oracle },
        count: ids.size,
        splits: { train: count('train'), validation: count('validation'), test: count('test') },
        hash: contentHash(content),
      },
      MANIFEST_FILE,
    );
  } finally {
    await Promise.all([...writers.map(({ writer }) => writer.close()), masks?.close()]);
  }
}

interface ModalityWriter {
  /** Null, or what is wrong with the value. */
  append(value: RowValue | undefined, split: Split): Promise<string | null>;
  finish(): Promise<{ readonly column: ColumnSpec; readonly spec: ModalitySpec }>;
  close(): Promise<void>;
}

function modalityWriter(folder: string, id: string, shape: ModalityShape): ModalityWriter {
  switch (shape.kind) {
    case 'image':
    case 'audio': {
      const { height, width } = shape;
      const channels = shape.kind === 'image' ? shape.channels : 1;
      const file = new ColumnFile(folder, `${id}.u8`);
      const moments = new ChannelMoments(channels);
      const length = height * width * channels;
      return {
        append: async (value, split) => {
          if (!(value instanceof Uint8Array) || value.length !== length) return `not ${length} bytes of pixels.`;
          moments.add(value, split === 'train');
          await file.append(value);
          return null;
        },
        finish: async () => ({
          column: { dtype: 'uint8', shape: [height, width, channels], ...(await file.finish()) },
          spec:
            shape.kind === 'image'
              ? { kind: 'image', height, width, channels: shape.channels, ...moments.result() }
              : { ...shape, channels: 1, ...moments.result() },
        }),
        close: () => file.close(),
      };
    }
    case 'text': {
      const file = new ColumnFile(folder, `${id}.jsonl`);
      let maxWords = 1;
      return {
        append: async (value) => {
          if (!Array.isArray(value)) return 'not a list of words.';
          const words = value as readonly string[];
          maxWords = Math.max(maxWords, words.length);
          await file.append(encodeLine(words));
          return null;
        },
        finish: async () => ({
          column: { dtype: 'text', shape: [], ...(await file.finish()) },
          spec: { kind: 'text', maxWords },
        }),
        close: () => file.close(),
      };
    }
    case 'tabular': {
      const { columns } = shape;
      return measuredWriter(folder, id, [columns.length], columns, (measured, moments) => ({
        kind: 'tabular',
        columns: measured,
        ...moments,
      }));
    }
    case 'sequence': {
      const { steps, features } = shape;
      return measuredWriter(folder, id, [steps, features.length], features, (measured, moments) => ({
        kind: 'sequence',
        steps,
        features: measured,
        ...moments,
      }));
    }
    case 'skeleton': {
      const { joints, steps, coordinates } = shape;
      const size = [joints.length, steps, coordinates.length];
      return measuredWriter(folder, id, size, coordinates, (measured, moments) => ({
        kind: 'skeleton',
        joints: [...joints],
        steps,
        coordinates: measured,
        ...moments,
      }));
    }
    default:
      return shape satisfies never;
  }
}

/** Measurements as 32-bit numbers; what a channel is, and its range, is told by their specification. */
function measuredWriter(
  folder: string,
  id: string,
  shape: number[],
  channels: readonly string[],
  specOf: (measured: Measured[], moments: { readonly mean: number[]; readonly std: number[] }) => ModalitySpec,
): ModalityWriter {
  const file = new ColumnFile(folder, `${id}.f32`);
  const moments = new MeasuredMoments(channels);
  const length = rowLength(shape);
  return {
    append: async (value, split) => {
      if (!(value instanceof Float32Array) || value.length !== length) return `not ${length} numbers.`;
      if (!value.every(Number.isFinite)) return 'a number that is not finite.';
      moments.add(value, split === 'train');
      await file.append(encodeFloats(value));
      return null;
    },
    finish: async () => {
      const { measured, mean, std } = moments.result();
      return {
        column: { dtype: 'float32', shape, ...(await file.finish()) },
        spec: specOf(measured, { mean, std }),
      };
    },
    close: () => file.close(),
  };
}

interface MaskWriter {
  /** Null, or what is wrong with the mask. */
  append(mask: Uint8Array | undefined): Promise<string | null>;
  finish(): Promise<ColumnSpec>;
  close(): Promise<void>;
}

/** @throws LabError `invalid` when the pictures differ in size: a mask labels the same pixel of all of them */
function maskWriter(folder: string, header: DatasetHeader, classes: number): MaskWriter {
  const sizes = Object.values(header.modalities).flatMap((shape) => (shape.kind === 'image' ? [shape] : []));
  const [first] = sizes;
  if (sizes.length === 0 || sizes.some(({ height, width }) => height !== first.height || width !== first.width)) {
    throw invalid(header, 'Pixels are labelled, but there are no pictures of one size.');
  }
  const { height, width } = first;
  const file = new ColumnFile(folder, 'mask.u8');
  return {
    append: async (mask) => {
      if (mask?.length !== height * width) return `not ${height * width} pixels.`;
      if (mask.some((pixelClass) => pixelClass >= classes)) return `holds more than ${classes} classes.`;
      await file.append(mask);
      return null;
    },
    finish: async () => ({ dtype: 'uint8', shape: [height, width], ...(await file.finish()) }),
    close: () => file.close(),
  };
}

async function writeNumbers(folder: string, name: string, values: readonly number[]): Promise<ColumnSpec> {
  const { dtype, bytes } = encodeNumbers(values);
  const file = new ColumnFile(folder, `${name}.${dtype === 'uint8' ? 'u8' : 'u16'}`);
  await file.append(bytes);
  return { dtype, shape: [], ...(await file.finish()) };
}

async function writeLines(
  folder: string,
  name: string,
  dtype: 'string' | 'indices',
  values: readonly (string | readonly number[])[],
): Promise<ColumnSpec> {
  const file = new ColumnFile(folder, `${name}.jsonl`);
  await file.append(values.map(encodeLine).join(''));
  return { dtype, shape: [], ...(await file.finish()) };
}

/** Renames `from` to `to`; what was at `to` is set aside first and removed last. */
async function moveInto(from: string, to: string): Promise<void> {
  await syncFolder(from);
  const aside = `${from}.old`;
  await rm(aside, { recursive: true, force: true });
  const replaces = await stat(to).then(
    () => true,
    () => false,
  );
  if (replaces) await rename(to, aside);
  await rename(from, to);
  await syncFolder(dirname(to));
  if (replaces) await rm(aside, { recursive: true, force: true });
}

function invalid(header: DatasetHeader, problem: string): LabError {
  return new LabError('invalid', problem, { where: header.name, remedy: 'Correct the rows before writing them.' });
}
