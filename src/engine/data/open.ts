import { join } from 'node:path';
import { Split, type ColumnSpec, type DatasetManifest } from '../../shared/data/dataset';
import { LabError } from '../../shared/errors';
import { mapValues } from '../../shared/map-values';
import {
  measuredOf,
  planeOf,
  type ModalitySpec,
  type SequenceSpec,
  type SkeletonSpec,
  type TabularSpec,
} from '../../shared/data/modality';
import type { ModalityValue } from '../modalities/modality';
import { openRows, readColumn } from './column-reader';
import { damagedColumn, decodeFloats, decodeLines, decodeNumbers, rowLength, stepsColumn } from './columns';
import type { Dataset, Sample } from './dataset';
import { scaled } from './measured-moments';
import { readManifest } from './manifest';
import { spansIn, type Spans } from './spans';
import { openTargets } from './targets';

export interface OpenOptions {
  /** Image columns above this many bytes stay on disk and are read row by row. */
  readonly memoryLimit?: number;
}

/**
 * Opens a data set folder. Every column is checked against its SHA-256 here, so whoever holds a `Dataset` holds the
 * content its manifest names.
 *
 * @throws LabError `not-found`, `unsupported` (newer format) or `damaged` (naming the file and what is wrong with it)
 */
export async function openDataset(folder: string, options: OpenOptions = {}): Promise<Dataset> {
  const stored = await readManifest(folder);
  const manifest = withPaths(folder, stored);
  const bytesOf = (name: string): Promise<Uint8Array> => readColumn(manifest.columns[name], manifest.count);
  const numbersOf = async (name: string, bound: number): Promise<Uint8Array | Uint16Array> =>
    checkedNumbers(decodeNumbers(await bytesOf(name), manifest.columns[name]), manifest, name, bound);
  const linesOf = async <Line>(name: string, isLine: (line: unknown) => line is Line): Promise<readonly Line[]> =>
    checkedLines(decodeLines(await bytesOf(name), manifest.columns[name]), manifest, name, isLine);

  const ids = await linesOf('id', isString);
  const groups = await linesOf('group', isString);
  const targetOf = stored.target === undefined ? null : await openTargets(manifest, stored.target);
  const places = await numbersOf('label', manifest.classes.length);
  const labels = targetOf === null ? places : Array.from({ length: manifest.count }, (_, row) => targetOf(row).label);
  const splits = await numbersOf('split', Split.options.length);
  const evidence = 'evidence' in manifest.columns ? await linesOf('evidence', isIndices) : null;
  const spans = 'spans' in manifest.columns ? checkedSpans(manifest, await linesOf('spans', isIndices)) : null;
  const maskOf =
    stored.pixelClasses === undefined ? null : await openMasks(manifest, stored.pixelClasses.length, options);
  const readers = await Promise.all(
    Object.entries(manifest.modalities).map(
      async ([id, spec]) => [id, await openValues(manifest, id, spec, options)] as const,
    ),
  );
  const rowById = new Map(ids.map((id, row) => [id, row]));
  if (rowById.size !== ids.length) throw damagedColumn(manifest.columns.id.file, 'names a sample twice.');

  const checkRow = (row: number): void => {
    if (Number.isInteger(row) && row >= 0 && row < manifest.count) return;
    throw new LabError('not-found', `There is no row ${row}.`, {
      where: manifest.name,
      remedy: `Give a row from 0 to ${manifest.count - 1}.`,
    });
  };
  const rows = Split.options.map((_split, index) => Array.from(splits.keys()).filter((row) => splits[row] === index));

  return {
    manifest: stored,
    rowsOf: (split) => rows[Split.options.indexOf(split)],
    sample: (row): Sample => {
      checkRow(row);
      return {
        id: ids[row],
        row,
        label: labels[row],
        group: groups[row],
        inputs: Object.fromEntries(readers.map(([id, read]) => [id, read(row)])),
        evidence: evidence?.[row] ?? [],
        ...(spans === null ? {} : { spans: spans[row] }),
        ...(maskOf === null ? {} : { mask: maskOf(row) }),
        ...(targetOf === null ? {} : { target: targetOf(row).target }),
      };
    },
    rowOf: (id) => {
      const row = rowById.get(id);
      if (row !== undefined) return row;
      throw new LabError('not-found', `There is no sample ${JSON.stringify(id)}.`, {
        where: manifest.name,
        remedy: `Sample ids look like ${JSON.stringify(ids[0])}.`,
      });
    },
    label: (row) => {
      checkRow(row);
      return labels[row];
    },
  };
}

/** Columns by their whole paths: what is said of a damaged one names the data set it belongs to. */
function withPaths(folder: string, manifest: DatasetManifest): DatasetManifest {
  const whole = (column: ColumnSpec): ColumnSpec => ({ ...column, file: join(folder, column.file) });
  return { ...manifest, columns: { ...mapValues(manifest.columns, whole) } };
}

/** Class of every pixel of a row. @throws LabError `damaged` for masks that are not of the pictures' size */
async function openMasks(
  manifest: DatasetManifest,
  classes: number,
  options: OpenOptions,
): Promise<(row: number) => Uint8Array> {
  const column = manifest.columns.mask;
  const pictures = Object.values(manifest.modalities).filter((spec) => spec.kind === 'image');
  if (
    column.dtype !== 'uint8' ||
    pictures.some(({ height, width }) => column.shape[0] !== height || column.shape[1] !== width)
  ) {
    throw damagedColumn(column.file, 'does not hold one class for each pixel of the pictures.');
  }
  const read = await openRows(column, manifest.count, options.memoryLimit);
  return (row) => {
    const mask = read(row);
    if (mask.every((pixelClass) => pixelClass < classes)) return mask;
    throw damagedColumn(column.file, `holds a class of pixels in row ${row} that the manifest does not name.`);
  };
}

/** @throws LabError `damaged` for a line that has not a start and a length for each sequence */
function checkedSpans(manifest: DatasetManifest, lines: readonly (readonly number[])[]): readonly Spans[] {
  return lines.map((line, row) => {
    const spans = spansIn(manifest.modalities, line);
    if (spans !== null) return spans;
    throw damagedColumn(manifest.columns.spans.file, `does not tell a span of each sequence in row ${row}.`);
  });
}

type ValueReader = (row: number) => ModalityValue;

async function openValues(
  manifest: DatasetManifest,
  id: string,
  spec: ModalitySpec,
  options: OpenOptions,
): Promise<ValueReader> {
  const column = manifest.columns[id];
  switch (spec.kind) {
    case 'image':
    case 'audio': {
      if (column.dtype !== 'uint8' || rowLength(column.shape) !== spec.height * spec.width * spec.channels) {
        throw damagedColumn(
          column.file,
          `does not hold 8-bit ${spec.kind === 'image' ? 'images' : 'spectrograms'} of the size the manifest names.`,
        );
      }
      const read = await openRows(column, manifest.count, options.memoryLimit);
      return (row) => decodePixels(read(row));
    }
    case 'tabular':
    case 'sequence':
    case 'skeleton': {
      const { height, width, channels } = planeOf(spec);
      if (column.dtype !== 'float32' || rowLength(column.shape) !== height * width * channels) {
        throw damagedColumn(column.file, 'does not hold as many 32-bit numbers as the manifest names.');
      }
      const read = await openRows(column, manifest.count, options.memoryLimit);
      const measured = measuredOf(spec);
      const lengthOf = await openLengths(manifest, id, spec);
      return (row) => scaled(decodeFloats(read(row)).subarray(0, lengthOf(row)), measured);
    }
    case 'text': {
      const bytes = await readColumn(column, manifest.count);
      const texts = checkedLines(decodeLines(bytes, column), manifest, id, isWords);
      return (row) => texts[row];
    }
    default:
      return spec satisfies never;
  }
}

/** Numbers of each row: all that there are, but of sequences that differ in length. */
async function openLengths(
  manifest: DatasetManifest,
  id: string,
  spec: TabularSpec | SequenceSpec | SkeletonSpec,
): Promise<(row: number) => number> {
  const { height, width, channels } = planeOf(spec);
  if (spec.kind !== 'sequence' || spec.shortest === undefined) return () => height * width * channels;
  const name = stepsColumn(id);
  const column = manifest.columns[name] as ColumnSpec | undefined;
  if (column === undefined) throw damagedColumn(manifest.name, `names no column "${name}".`);
  const numbers = decodeNumbers(await readColumn(column, manifest.count), column);
  const steps = checkedNumbers(numbers, manifest, name, spec.steps + 1);
  if (steps.includes(0)) throw damagedColumn(column.file, 'holds a sample without steps.');
  return (row) => steps[row] * channels;
}

/** 8-bit level → value in [0, 1], as float32. */
const LEVELS = Float32Array.from({ length: 256 }, (_, level) => level / 255);

function decodePixels(bytes: Uint8Array): Float32Array {
  const values = new Float32Array(bytes.length);
  for (let index = 0; index < bytes.length; index += 1) values[index] = LEVELS[bytes[index]];
  return values;
}

function checkedNumbers<Numbers extends Uint8Array | Uint16Array>(
  values: Numbers,
  manifest: DatasetManifest,
  name: string,
  bound: number,
): Numbers {
  const row = values.findIndex((value) => value >= bound);
  if (row === -1) return values;
  throw damagedColumn(manifest.columns[name].file, `holds ${values[row]} in row ${row}, where ${bound} values exist.`);
}

function checkedLines<Line>(
  lines: readonly unknown[],
  manifest: DatasetManifest,
  name: string,
  isLine: (line: unknown) => line is Line,
): readonly Line[] {
  const { file, dtype } = manifest.columns[name];
  if (lines.length !== manifest.count) {
    throw damagedColumn(file, `has ${lines.length} lines for ${manifest.count} rows.`);
  }
  if (!lines.every(isLine)) throw damagedColumn(file, `holds a line that is not of type ${dtype}.`);
  return lines;
}

const isString = (line: unknown): line is string => typeof line === 'string';
const isWords = (line: unknown): line is readonly string[] => Array.isArray(line) && line.every(isString);
const isIndices = (line: unknown): line is readonly number[] =>
  Array.isArray(line) && line.every((index) => Number.isInteger(index) && index >= 0);
