import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type ColumnSpec, DatasetManifest, Split } from '../../shared/data/dataset';
import type { ModalitySpec } from '../../shared/data/modality';
import { parse } from '../../shared/parse';
import { syncFolder, writeFileAtomic } from '../files/atomic';
import { ColumnFile } from './column-file';
import { encodeLine, encodeNumbers, stepsColumn } from './columns';
import { partOf, replacedBy } from './half-written';
import { invalidRows } from './invalid-rows';
import { contentHash, MANIFEST_FILE } from './manifest';
import { maskWriter } from './mask-writer';
import { flatSpans, type Spans } from './spans';
import { targetWriter } from './target-writer';
import { modalityWriter, type ModalityShape, type RowValue } from './modality-writer';

/** What the manifest says that does not follow from the rows. */
export interface DatasetHeader extends Pick<
  DatasetManifest,
  | 'name'
  | 'title'
  | 'task'
  | 'preparation'
  | 'licences'
  | 'mapping'
  | 'classes'
  | 'target'
  | 'pixelClasses'
  | 'conditions'
  | 'unit'
  | 'oracle'
> {
  readonly modalities: Readonly<Record<string, ModalityShape>>;
}

export interface DatasetRow {
  readonly id: string;
  /** Index into the header's classes; 0 where the header asks for another thing. */
  readonly label: number;
  /** Whether each of the header's labels holds (1 or 0), or the value, where the header asks for them. */
  readonly target?: readonly number[];
  readonly split: Split;
  readonly group: string;
  /**
   * Per modality: 8-bit pixels or levels of a spectrogram, row-major, channels last; words; or measurements in their own units,
   * laid out as `planeOf` says.
   */
  readonly inputs: Readonly<Record<string, RowValue>>;
  /** Given for every row or for none. */
  readonly evidence?: readonly number[];
  /** Of every sequence, the steps that decide; given for every row or for none. */
  readonly spans?: Spans;
  /** Index into the header's pixel classes of every pixel, row-major, where the header names such classes. */
  readonly mask?: Uint8Array;
}

/** The fixed columns that a modality's id may not shadow. */
const FIXED_COLUMNS = ['id', 'label', 'split', 'group', 'evidence', 'spans', 'mask', 'target'];

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
  const temporary = partOf(folder);
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
    if (FIXED_COLUMNS.includes(id)) throw invalidRows(header.name, `The modality id "${id}" is taken by a column.`);
    return { id, writer: modalityWriter(folder, id, shape) };
  });
  const masks = header.pixelClasses === undefined ? null : maskWriter(folder, header, header.pixelClasses.length);
  const targets = header.target === undefined ? null : targetWriter(folder, header.target, header);
  const ids = new Set<string>();
  const labels: number[] = [];
  const splits: number[] = [];
  const groups: string[] = [];
  // A sample that is its own unit is in one split only: ids occur once.
  let hasUnits = false;
  const evidence: (readonly number[])[] = [];
  const spans: (readonly number[])[] = [];
  try {
    for await (const row of rows) {
      if (ids.has(row.id)) throw invalidRows(header.name, `The sample id ${JSON.stringify(row.id)} occurs twice.`);
      if (!(row.label in header.classes)) throw invalidRows(header.name, `Sample ${row.id} has no class ${row.label}.`);
      ids.add(row.id);
      labels.push(row.label);
      splits.push(Split.options.indexOf(row.split));
      groups.push(row.group);
      hasUnits ||= row.group !== row.id;
      if (row.evidence !== undefined) evidence.push(row.evidence);
      if (row.spans !== undefined) spans.push(flatSpans(header.modalities, row.spans));
      for (const { id, writer } of writers) {
        const problem = await writer.append(row.inputs[id], row.split);
        if (problem !== null) throw invalidRows(header.name, `Sample ${row.id}, ${id}: ${problem}`);
      }
      const problem = (await masks?.append(row.mask)) ?? null;
      if (problem !== null) throw invalidRows(header.name, `Sample ${row.id}, mask: ${problem}`);
      const missed = (await targets?.append(row.target)) ?? null;
      if (missed !== null) throw invalidRows(header.name, `Sample ${row.id}, target: ${missed}`);
    }
    if (ids.size === 0) throw invalidRows(header.name, 'There are no rows.');
    if (evidence.length !== 0 && evidence.length !== ids.size)
      throw invalidRows(header.name, 'Only some rows give evidence.');
    if (spans.length !== 0 && spans.length !== ids.size)
      throw invalidRows(header.name, 'Only some rows give the spans that decide.');

    const columns: Record<string, ColumnSpec> = {
      id: await writeLines(folder, 'id', 'string', ids),
      label: await writeNumbers(folder, 'label', labels),
      split: await writeNumbers(folder, 'split', splits),
      group: await writeLines(folder, 'group', 'string', groups),
    };
    if (evidence.length > 0) columns.evidence = await writeLines(folder, 'evidence', 'indices', evidence);
    if (spans.length > 0) columns.spans = await writeLines(folder, 'spans', 'indices', spans);
    if (masks !== null) columns.mask = await masks.finish();
    if (targets !== null) columns.target = await targets.finish();
    const modalities: Record<string, ModalitySpec> = {};
    for (const { id, writer } of writers) {
      const { column, spec, steps } = await writer.finish();
      columns[id] = column;
      if (steps !== undefined) columns[stepsColumn(id)] = steps;
      modalities[id] = spec;
    }
    const {
      name,
      title,
      task,
      preparation,
      licences,
      mapping,
      classes,
      target,
      pixelClasses,
      conditions,
      unit,
      oracle,
    } = header;
    const count = (split: Split): number => splits.filter((index) => index === Split.options.indexOf(split)).length;
    const content = {
      classes,
      ...(target === undefined ? {} : { target }),
      ...(pixelClasses === undefined ? {} : { pixelClasses }),
      modalities,
      columns,
    };
    return parse(
      DatasetManifest,
      {
        format: 'muroan.dataset',
        formatVersion: 1,
        ...{ name, title, task, preparation, licences, ...content, unit, oracle },
        ...(mapping === undefined ? {} : { mapping }),
        ...(conditions === undefined ? {} : { conditions }),
        ...(hasUnits ? repeatedUnits(groups, splits) : {}),
        count: ids.size,
        splits: { train: count('train'), validation: count('validation'), test: count('test') },
        hash: contentHash(content),
      },
      MANIFEST_FILE,
    );
  } finally {
    await Promise.all([...writers.map(({ writer }) => writer.close()), masks?.close(), targets?.close()]);
  }
}

/** Units of the test split that models are trained on too. */
function repeatedUnits(groups: readonly string[], splits: readonly number[]): Pick<DatasetManifest, 'repeatedUnits'> {
  const unitsOf = (split: Split): ReadonlySet<string> =>
    new Set(groups.filter((_, row) => splits[row] === Split.options.indexOf(split)));
  const [trainedOn, tested] = [unitsOf('train'), unitsOf('test')];
  const trained = [...tested].filter((unit) => trainedOn.has(unit)).length;
  return trained === 0 ? {} : { repeatedUnits: { test: tested.size, trained } };
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
  values: Iterable<string | readonly number[]>,
): Promise<ColumnSpec> {
  const file = new ColumnFile(folder, `${name}.jsonl`);
  for (const value of values) await file.append(encodeLine(value));
  return { dtype, shape: [], ...(await file.finish()) };
}

/** Renames `from` to `to`; what was at `to` is set aside first and removed last. */
async function moveInto(from: string, to: string): Promise<void> {
  await syncFolder(from);
  const aside = replacedBy(from);
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
