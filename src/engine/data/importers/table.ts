import { ClassName, Split, type ImportReport } from '../../../shared/data/dataset';
import { cancelled, LabError } from '../../../shared/errors';
import { randomFrom } from '../../random';
import type { ModalityShape, RowValue } from '../modality-writer';
import { writeDataset, type DatasetHeader, type DatasetRow } from '../write';
import { openContained, readContained } from '../../files/contained-file';
import { csvRecords, type CsvRecord } from './csv';
import { rootOrFileOf } from './folder-root';
import { type Importer, type ImportRequest } from './importer';
import { quoted, RowProblem } from '../../files/row-problem';

const FILE = 'data.csv';
const LARGEST_FILE = 256 * 2 ** 20;
/** Bytes by which the layout is told. */
const LOOKED_AT = 2 ** 18;
/** Columns that are no measurements. */
const SPECIAL = ['id', 'label', 'split', 'group', 'text'];
/** Shares of the rows that test and validate, where no column says so. */
const TEST_SHARE = 0.2;
const VALIDATION_SHARE = 0.1;

/**
 * A file `data.csv` whose first line names the columns. `label` is the class, by any name. Optional: `id`; `split` (train,
 * validation or test; without it a fifth of the rows tests and a tenth validates, drawn by id); `group`, the unit that
 * intervals cluster by; `text`, a second input of words. Columns `NAME[0]`, `NAME[1]`, … are one feature of a sequence, from
 * step to step; all others are the columns of a table. Together they are up to three inputs: `table`, `sequence`, `text`.
 */
export const table: Importer = {
  title: `a table in ${FILE}`,
  fits: async (root) => {
    const records = await firstRecords(root);
    const head = records.at(0);
    if (head === undefined) return false;
    const rows = records.slice(1);
    const columns = columnsOf(head.cells);
    return 2 * rows.filter((record, at) => isRow(record, at, columns)).length > rows.length;
  },
  import: async (request) => {
    const root = await rootOrFileOf(request, `Give the folder that holds ${FILE}.`);
    const bytes = await readContained(root, FILE, LARGEST_FILE).catch((error: unknown) => {
      throw error instanceof RowProblem ? invalid(error.message) : error;
    });
    const all = [...csvRecords(decoded(bytes))];
    const [head, records] = [all.at(0), all.slice(1)];
    if (head === undefined) throw invalid('is empty.');
    const columns = columnsOf(head.cells);
    const skipped: ImportReport['skipped'] = [];
    const rows = readRows(request, columns, records, skipped);
    if (rows.length === 0) {
      const first = skipped.at(0);
      const why = first === undefined ? 'It has no rows.' : `Line ${String(first.row)}: ${first.reason}`;
      throw invalid(`None of ${String(records.length)} rows could be imported. ${why}`);
    }
    const classes = [...new Set(rows.map(({ label }) => label))].sort();
    if (classes.length < 2) throw invalid(`has one label only, ${quoted(classes[0])}.`);
    const written = rows.map((row): DatasetRow => ({ ...row, label: classes.indexOf(row.label) }));
    const manifest = await writeDataset(request.folder, headerOf(request, columns, classes), written);
    return { dataset: manifest.name, hash: manifest.hash, imported: manifest.count, skipped };
  },
};

/** The records that the beginning of the file holds whole. */
async function firstRecords(root: string): Promise<readonly CsvRecord[]> {
  const handle = await openContained(root, FILE);
  try {
    const { bytesRead, buffer } = await handle.read(new Uint8Array(LOOKED_AT), 0, LOOKED_AT, 0);
    const records = [...csvRecords(new TextDecoder().decode(buffer.subarray(0, bytesRead)))];
    return bytesRead < LOOKED_AT ? records : records.slice(0, -1);
  } finally {
    await handle.close();
  }
}

function isRow(record: CsvRecord, index: number, columns: Columns): boolean {
  try {
    rowOf(record, index, columns);
    return true;
  } catch (error) {
    if (error instanceof RowProblem) return false;
    throw error;
  }
}

interface Columns {
  readonly count: number;
  /** Place of each special column that there is. */
  readonly special: ReadonlyMap<string, number>;
  readonly numbers: readonly { readonly name: string; readonly at: number }[];
  /** Places from step to step. */
  readonly features: readonly { readonly name: string; readonly at: readonly number[] }[];
}

function columnsOf(names: readonly string[]): Columns {
  const trimmed = names.map((name) => name.trim());
  const twice = trimmed.find((name, at) => trimmed.indexOf(name) !== at);
  if (twice !== undefined) throw invalid(`names the column ${quoted(twice)} twice.`);
  if (trimmed.includes('')) throw invalid('has a column without a name.');
  if (!trimmed.includes('label')) throw invalid('has no column "label".');
  const special = new Map(SPECIAL.flatMap((name) => (trimmed.includes(name) ? [[name, trimmed.indexOf(name)]] : [])));
  const steps = new Map<string, number[]>();
  const numbers: { name: string; at: number }[] = [];
  trimmed.forEach((name, at) => {
    if (SPECIAL.includes(name)) return;
    const found = /^(.+)\[(\d{1,5})\]$/u.exec(name);
    if (found === null) numbers.push({ name, at });
    else {
      const places = steps.get(found[1]) ?? [];
      places[Number(found[2])] = at;
      steps.set(found[1], places);
    }
  });
  const features = [...steps].map(([name, at]) => ({ name, at }));
  for (const { name, at } of features) {
    const missing = Array.from(at).findIndex((place) => (place as number | undefined) === undefined);
    if (missing !== -1) throw invalid(`has no column ${quoted(`${name}[${String(missing)}]`)}, though a later step.`);
    if (at.length !== features[0].at.length) {
      throw invalid(
        `has ${String(at.length)} steps of ${quoted(name)} and ${String(features[0].at.length)} of ${quoted(features[0].name)}.`,
      );
    }
  }
  if (numbers.length === 0 && features.length === 0) throw invalid('has no column of numbers.');
  return { count: names.length, special, numbers, features };
}

function headerOf({ name, title }: ImportRequest, columns: Columns, classes: readonly string[]): DatasetHeader {
  const { numbers, features, special } = columns;
  const modalities: Record<string, ModalityShape> = {
    ...(numbers.length === 0 ? {} : { table: { kind: 'tabular', columns: numbers.map((one) => one.name) } }),
    ...(features.length === 0
      ? {}
      : { sequence: { kind: 'sequence', steps: features[0].at.length, features: features.map((one) => one.name) } }),
    ...(special.has('text') ? { text: { kind: 'text' } } : {}),
  };
  return {
    name,
    title,
    task: 'Which label does the row have?',
    preparation: { name: 'table', version: 1, seed: 0 },
    licences: ['Imported; see the terms its publisher set. Not shipped with the lab.'],
    classes: [...classes],
    unit: special.has('group') ? 'group' : 'sample',
    modalities,
    oracle: null,
  };
}

type ReadRow = Omit<DatasetRow, 'label'> & { readonly label: string };

function readRows(
  { signal, onProgress }: ImportRequest,
  columns: Columns,
  records: readonly CsvRecord[],
  skipped: ImportReport['skipped'],
): readonly ReadRow[] {
  const taken = new Set<string>();
  return records.flatMap((record, index): readonly ReadRow[] => {
    if (signal?.aborted === true) throw cancelled();
    if (index % 1000 === 0) onProgress?.(index, records.length);
    try {
      const row = rowOf(record, index, columns);
      if (taken.has(row.id)) throw new RowProblem(`The id ${quoted(row.id)} occurs twice.`);
      taken.add(row.id);
      return [row];
    } catch (error) {
      if (!(error instanceof RowProblem)) throw error;
      skipped.push({ file: FILE, row: record.line, reason: error.message });
      return [];
    }
  });
}

function rowOf({ cells }: CsvRecord, index: number, columns: Columns): ReadRow {
  const { special, numbers, features } = columns;
  if (cells.length !== columns.count) {
    throw new RowProblem(`The row has ${String(cells.length)} cells, not ${String(columns.count)}.`);
  }
  const cell = (name: string): string | null => {
    const at = special.get(name);
    return at === undefined ? null : cells[at].trim();
  };
  const number = (at: number, name: string): number => {
    const text = cells[at].trim();
    const value = text === '' ? Number.NaN : Math.fround(Number(text));
    if (Number.isFinite(value)) return value;
    throw new RowProblem(`The column ${quoted(name)} holds ${quoted(text)}, which is no number.`);
  };
  const id = cell('id') ?? String(index + 1);
  const label = ClassName.safeParse(cell('label'));
  if (!label.success) throw new RowProblem('The label is empty or longer than 60 letters.');
  const given = cell('split');
  const split = given === null ? drawnSplit(id) : Split.safeParse(given).data;
  if (split === undefined) throw new RowProblem(`The split is ${quoted(given ?? '')}, not train, validation or test.`);
  const text = cell('text');
  const inputs: Record<string, RowValue> = {};
  if (numbers.length > 0) inputs.table = Float32Array.from(numbers, ({ at, name }) => number(at, name));
  if (features.length > 0) {
    const steps = features[0].at.length;
    inputs.sequence = Float32Array.from({ length: steps * features.length }, (_, place) => {
      const [step, feature] = [Math.floor(place / features.length), features[place % features.length]];
      return number(feature.at[step], feature.name);
    });
  }
  if (text !== null) inputs.text = text.split(/\s+/u).filter((word) => word !== '');
  return { id, label: label.data, split, group: cell('group') ?? id, inputs };
}

function drawnSplit(id: string): Split {
  const drawn = randomFrom('table', 'split', id).uniform();
  return drawn < TEST_SHARE ? 'test' : drawn < TEST_SHARE + VALIDATION_SHARE ? 'validation' : 'train';
}

function decoded(bytes: Uint8Array): string {
  try {
    // A byte-order mark, as spreadsheets write it, is left out by the decoder.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw invalid('is not UTF-8. Save it as UTF-8.');
  }
}

function invalid(problem: string): LabError {
  return new LabError('invalid', problem, {
    where: FILE,
    remedy:
      'Its first line names the columns: label, and columns of numbers; `muroan data import --help` tells the rest.',
  });
}
