import type { DecodedArray } from 'hyparquet';
import type { SchemaElement } from 'hyparquet-writer';
import { ByteWriter } from 'hyparquet-writer/src/bytewriter.js';
import { ParquetWriter } from 'hyparquet-writer/src/parquet-writer.js';
import { isStructure, type Column, type TableRow, type TableValue } from './column';
import type { TableFile } from './table-file';

/** Rows of a row group, which are held in memory; the file depends on it, but not on how rows arrive. */
const groupRows = 10_000;

/**
 * A table as Parquet, a row group at a time. Whole numbers are INT64, numbers DOUBLE, lists of numbers lists of DOUBLE,
 * structures their JSON; every column may be null.
 *
 * @param header kept in the file's own notes, under `muroan.records`
 */
export function parquetTable(columns: readonly Column[], header: string): TableFile {
  const bytes = new ByteWriter();
  const file = new ParquetWriter({
    writer: bytes,
    schema: [{ name: 'records', num_children: columns.length }, ...columns.flatMap(schemaOf)],
    kvMetadata: [{ key: 'muroan.records', value: header }],
    createdBy: 'muroan',
  });
  let waiting: TableRow[] = [];
  /** What is written; the writer goes on counting from where it is. */
  const taken = (): Uint8Array<ArrayBuffer> => {
    const piece = new Uint8Array(bytes.getBuffer());
    bytes.index = 0;
    return piece;
  };
  const writeGroup = (rows: readonly TableRow[]): void => {
    void file.write({
      columnData: columns.map((column) => ({
        name: column.name,
        data: rows.map((row) => stored(column, row)) as DecodedArray,
        // An index of pages is kept until the end of the file; row groups are small enough without.
        offsetIndex: false,
      })),
      rowGroupSize: groupRows,
    });
  };
  return {
    add: (rows) => {
      waiting.push(...rows);
      while (waiting.length >= groupRows) {
        writeGroup(waiting.slice(0, groupRows));
        waiting = waiting.slice(groupRows);
      }
      return taken();
    },
    end: () => {
      if (waiting.length > 0) writeGroup(waiting);
      void file.finish();
      return taken();
    },
  };
}

function schemaOf({ name, type }: Column): readonly SchemaElement[] {
  const repetition_type = 'OPTIONAL';
  switch (type) {
    case 'text':
    case 'structure':
      return [{ name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type }];
    case 'whole':
      return [{ name, type: 'INT64', repetition_type }];
    case 'number':
      return [{ name, type: 'DOUBLE', repetition_type }];
    case 'yes-no':
      return [{ name, type: 'BOOLEAN', repetition_type }];
    case 'numbers':
      return [
        { name, converted_type: 'LIST', num_children: 1, repetition_type },
        { name: 'list', num_children: 1, repetition_type: 'REPEATED' },
        { name: 'element', type: 'DOUBLE', repetition_type: 'REQUIRED' },
      ];
    default:
      return type satisfies never;
  }
}

function stored({ name, type }: Column, row: TableRow): unknown {
  const value: TableValue = Object.hasOwn(row, name) ? row[name] : null;
  if (value === null) return null;
  if (typeof value === 'object' && isStructure(value)) return JSON.stringify(value.structure);
  return type === 'whole' ? BigInt(value as number) : value;
}
