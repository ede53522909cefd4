import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { isStructure, type TableRow, type TableValue } from '../../../src/analysis/table/column';
import { exportRecords, recordsFileName, RecordsFormat } from '../../../src/analysis/table/export-records';
import { recordTable } from '../../../src/analysis/table/run-table';
import type { LabConnection } from '../../../src/shared/lab-channel/lab-connection';
import type { Result } from '../../../src/shared/protocol';
import type { SampleRecord } from '../../../src/shared/records/record';
import { decoupling, pgd, syntheticRun, type SyntheticRun } from '../synthetic-run';

const run = syntheticRun({
  count: 60,
  attacks: [
    decoupling(),
    pgd([{ image: 0.1 }, { image: 0.2, text: 0.05 }]),
    { name: 'hotflip', modalities: ['text'], maxEdits: 2 },
  ],
  plan: { degradations: [{ name: 'noise', modalities: ['image'], levels: [0.3] }] },
  classes: ['=cmd()', 'no, "really"'],
  edit: (record) => ({ ...record, sample: `=${record.sample}`, group: 'é\nb' }),
});

/** A lab that holds runs, which gives as many records at once as it likes. */
function labOf(held: readonly SyntheticRun[], records: readonly (readonly SampleRecord[])[], page: number) {
  const shown = held.map(({ run: description, dataset, models, state, events }, index): Result<'runs.show'> => ({
    summary: {
      id: description.id,
      name: description.plan.name,
      state,
      planHash: description.expansion.planHash,
      createdAt: description.createdAt,
      records: records[index].length,
      recordsExpected: records[index].length,
      device: null,
      systems: [],
      reference: null,
    },
    description,
    dataset,
    models: [...models],
    events: [...events],
  }));
  const lab: LabConnection = {
    request: (_name, params) => {
      const { run: id, cursor } = params as { run: string; cursor: number | null };
      const all = records[shown.findIndex(({ summary }) => summary.id === id)];
      const from = cursor ?? 0;
      const next = from + page < all.length ? from + page : null;
      return Promise.resolve({ records: all.slice(from, from + page), cursor: next } as never);
    },
  };
  return { lab, shown };
}

async function exported(
  as: RecordsFormat,
  held = [run],
  records = held.map((one) => one.records),
  page = 7,
  allColumns = false,
) {
  const { lab, shown } = labOf(held, records, page);
  const pieces: Uint8Array[] = [];
  const told: number[] = [];
  const result = await exportRecords(lab, shown, {
    as,
    allColumns,
    write: (piece) => pieces.push(piece.slice()),
    onRecords: (step, done) => {
      if (step === 'writing') told.push(done);
    },
  });
  return { bytes: Buffer.concat(pieces), pieces, told, result };
}

const table = recordTable([run]);
const rows = run.records.map((record) => table.row(0, record));
/** Columns that hold something. */
const filled = table.columns.filter(({ name }) => rows.some((row) => (row[name] ?? null) !== null));
const empty = table.columns.filter((column) => !filled.includes(column)).map(({ name }) => name);

/** As JSON and Parquet have it: lists and structures as they are, what does not apply left out. */
function plain(row: TableRow): Record<string, unknown> {
  const bare = (value: TableValue): unknown =>
    typeof value === 'object' && value !== null && isStructure(value) ? value.structure : value;
  return Object.fromEntries(
    Object.entries(row).flatMap(([name, value]) => (value === null ? [] : [[name, bare(value)]])),
  );
}

async function parquetRows(bytes: Buffer): Promise<readonly Record<string, unknown>[]> {
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
  const objects = (await parquetReadObjects({ file })) as readonly Record<string, unknown>[];
  const structures = new Set(table.columns.filter(({ type }) => type === 'structure').map(({ name }) => name));
  return objects.map((object) =>
    Object.fromEntries(
      Object.entries(object).flatMap(([name, value]) =>
        value === null || value === undefined
          ? []
          : [
              [
                name,
                typeof value === 'bigint' ? Number(value) : structures.has(name) ? JSON.parse(value as string) : value,
              ],
            ],
      ),
    ),
  );
}

/** Fields of every line; nothing that is written here holds a line feed. */
function csvRows(text: string): readonly Record<string, string>[] {
  const [header, ...lines] = text
    .trimEnd()
    .split('\r\n')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/gu)].map(
        ([, quoted, bare]) => (quoted as string | undefined)?.replaceAll('""', '"') ?? bare,
      ),
    );
  return lines.map((fields) => Object.fromEntries(header.map((name, at) => [name, fields[at]])));
}

describe('the table of records', () => {
  it('has a documented column for each value, and each value in a column', () => {
    const names = table.columns.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(table.columns.filter(({ meaning }) => meaning.trim() === '')).toEqual([]);
    expect([...new Set(rows.flatMap((row) => Object.keys(row)))].filter((name) => !names.includes(name))).toEqual([]);
    const types = new Map(table.columns.map(({ name, type }) => [name, type]));
    const typeOf = (value: TableValue): readonly string[] => {
      if (typeof value === 'boolean') return ['yes-no'];
      if (typeof value === 'number') return Number.isInteger(value) ? ['whole', 'number'] : ['number'];
      if (typeof value === 'string') return ['text'];
      return value !== null && isStructure(value) ? ['structure'] : ['numbers'];
    };
    for (const row of rows) {
      for (const [name, value] of Object.entries(row)) {
        if (value !== null) expect(typeOf(value), name).toContain(types.get(name));
      }
    }
  });

  it('tells budgets in the units of their modalities, margins and what is right', () => {
    const [wide] = rows.filter(({ image_budget: budget }) => budget === 0.2);
    expect(wide).toMatchObject({ text_budget: 0.05, norm: 'linf', kind: 'perturbation' });
    const unit = (column: string): string | undefined => table.columns.find(({ name }) => name === column)?.unit;
    expect(unit('image_budget')).toBe('pixel values 0 to 1');
    expect(unit('text_budget')).toBe('embedding space');
    expect([unit('image_removed'), unit('text_removed')]).toEqual(['pixels', 'words']);
    const clean = run.records.filter(({ kind }) => kind === 'clean');
    clean.forEach(({ label, clean: { logits, predicted } }, at) => {
      const row = rows.filter(({ kind }) => kind === 'clean')[at];
      expect(row.clean_margin).toBe(logits[label] - logits[1 - label]);
      expect(row).toMatchObject({ correct: predicted === label, attack: 'none' });
    });
    expect(rows.filter(({ kind }) => kind === 'edit').every(({ edits_allowed: most }) => most === 2)).toBe(true);
    expect(rows.filter(({ kind }) => kind === 'degraded').every(({ level }) => level === 0.3)).toBe(true);
  });
});

describe('files of records hold what was recorded', () => {
  it('as Parquet', async () => {
    const { bytes, result } = await exported('parquet');
    expect(await parquetRows(bytes)).toEqual(rows.map(plain));
    expect(result).toEqual({
      records: rows.length,
      bytes: bytes.length,
      columns: filled.length,
      emptyColumns: empty.length,
    });
  });

  it('as JSON, with what the columns mean', async () => {
    const { bytes } = await exported('json');
    const file = JSON.parse(bytes.toString()) as {
      columns: unknown;
      emptyColumns: unknown;
      records: unknown;
      runs: readonly { run: string }[];
    };
    expect(file.records).toEqual(rows.map(plain));
    expect(file.columns).toEqual(filled);
    expect(file.emptyColumns).toEqual(empty);
    expect(empty.length).toBeGreaterThan(10);
    expect(file.runs.map((one) => one.run)).toEqual([run.run.id]);
  });

  it('as CSV, numbers whole and formulas defused', async () => {
    const { bytes } = await exported('csv');
    const read = csvRows(bytes.toString());
    expect(read).toHaveLength(rows.length);
    read.forEach((fields, at) => {
      expect(Object.keys(fields)).toEqual(filled.map(({ name }) => name));
      for (const { name, type } of filled) {
        const value = name in rows[at] ? rows[at][name] : null;
        if (value === null) expect(fields[name]).toBe('');
        else if (type === 'number' || type === 'whole') expect(Number(fields[name])).toBe(value);
        else if (type === 'numbers') expect(fields[name].split(' ').map(Number)).toEqual(value);
        else if (type === 'structure') expect(JSON.parse(fields[name])).toEqual(plain(rows[at])[name]);
      }
      expect(fields.sample).toBe(`'${run.records[at].sample}`);
      expect(fields.group).toBe('é\\nb');
    });
  });

  it.each(RecordsFormat.options)('as %s in equal bytes, however records arrive', async (as) => {
    const [one, other] = [await exported(as), await exported(as, [run], [run.records], 1000)];
    expect(one.bytes.equals(other.bytes)).toBe(true);
    expect(one.told.at(-1)).toBe(rows.length);
  });

  it.each(RecordsFormat.options)(
    'as %s with the columns that no record fills, where they are asked for',
    async (as) => {
      const { bytes, result } = await exported(as, [run], [run.records], 7, true);
      expect(result).toMatchObject({ columns: table.columns.length, emptyColumns: 0 });
      if (as === 'parquet') expect(await parquetRows(bytes)).toEqual(rows.map(plain));
      else if (as === 'csv') expect(Object.keys(csvRows(bytes.toString())[0])).toHaveLength(table.columns.length);
      else expect(JSON.parse(bytes.toString())).toMatchObject({ columns: table.columns, emptyColumns: [] });
    },
  );

  it('of a run under way as far as their columns were looked through', async () => {
    const records = run.records.slice(0, 20);
    const { lab, shown } = labOf([run], [records], 7);
    const pieces: Uint8Array[] = [];
    const result = await exportRecords(lab, shown, {
      as: 'csv',
      allColumns: false,
      write: (piece) => pieces.push(piece.slice()),
      onRecords: (step, done) => {
        if (step === 'looking' && done === 20) records.push(...run.records.slice(20));
      },
    });
    expect(result.records).toBe(20);
    expect(csvRows(Buffer.concat(pieces).toString())).toHaveLength(20);
  });

  it('of several runs in one table', async () => {
    const second = syntheticRun({ count: 20, depth: true, attacks: [decoupling(['depth'])] });
    const other = { ...second, run: { ...second.run, id: `${second.run.id}-2` } };
    const { bytes } = await exported('csv', [run, other]);
    const read = csvRows(bytes.toString());
    expect(read).toHaveLength(run.records.length + other.records.length);
    expect(new Set(read.map((fields) => fields.run))).toEqual(new Set([run.run.id, other.run.id]));
    expect(read.at(-1)).toHaveProperty('depth_removed');
    expect(recordsFileName(labOf([run, other], [[], []], 1).shown, 'csv')).toMatch(
      /^synthetic-study-.*-and-1-more-records\.csv$/u,
    );
  });

  it('of no records yet: the columns alone', async () => {
    const { bytes } = await exported('parquet', [run], [[]]);
    expect(await parquetRows(bytes)).toEqual([]);
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
    const note = parquetMetadata(file).key_value_metadata?.find(({ key }) => key === 'muroan.records');
    expect(JSON.parse(note?.value ?? '')).toMatchObject({ format: 'muroan.records', columns: table.columns });
    expect(
      (JSON.parse((await exported('json', [run], [[]])).bytes.toString()) as { records: unknown }).records,
    ).toEqual([]);
  });

  it('of a large run piece by piece, in row groups', async () => {
    const many = Array.from({ length: 25_000 }, (_, at) => run.records[at % run.records.length]);
    const { bytes, pieces } = await exported('parquet', [run], [many], 2000);
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
    expect(parquetMetadata(file).row_groups.map(({ num_rows: count }) => Number(count))).toEqual([
      10_000, 10_000, 5_000,
    ]);
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(0.5 * bytes.length);
    const csv = await exported('csv', [run], [many], 2000);
    expect(Math.max(...csv.pieces.map(({ length }) => length))).toBeLessThan(0.1 * csv.bytes.length);
  });
});
