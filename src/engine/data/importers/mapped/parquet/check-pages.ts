import type { ColumnMetaData, SchemaTree } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { isFlatColumn } from 'hyparquet/src/schema.js';
import { checkRuns } from './check-runs';
import { LARGEST_PAGE } from './compressors';

/** Values that one column of a group of rows may have: the decoder makes room for as many as a page says. */
const MOST_VALUES = 2 ** 26;

/**
 * Holds the headers of all pages of a column of a group of rows against what the file says of the column, before any page is
 * decoded: the decoder counts up to whatever a page says.
 *
 * @param bytes of all pages, one after the other
 * @param path of the column in the schema
 * @param rows of the group
 * @throws Error
 */
export function checkPages(bytes: ArrayBuffer, column: ColumnMetaData, path: SchemaTree[], rows: number): void {
  const reader = { view: new DataView(bytes), offset: 0 };
  const most = Number(column.num_values);
  if (!(most >= 0 && most <= MOST_VALUES)) throw new Error('A column of a group of rows has too many values.');
  if (isFlatColumn(path) && rows !== most) throw new Error('A column has other rows than its group.');
  let values = 0;
  while (values < most) {
    if (reader.offset >= bytes.byteLength) throw new Error('A column ends before its last value.');
    const header = parquetHeader(reader);
    const { compressed_page_size: packed, uncompressed_page_size: plain } = header;
    if (!(packed >= 0 && packed <= bytes.byteLength - reader.offset))
      throw new Error('A page is longer than its column.');
    if (!(plain >= 0 && plain <= LARGEST_PAGE)) throw new Error('A page of it inflates to more than 256 MB.');
    const start = reader.offset;
    reader.offset += packed;
    const page = header.data_page_header ?? header.data_page_header_v2 ?? header.dictionary_page_header;
    const own = page?.num_values ?? 0;
    if (!(own >= 0 && own <= most - values) && header.dictionary_page_header === undefined) {
      throw new Error('A page has more values than its column.');
    }
    // A value of a dictionary takes a byte at the least.
    if (header.dictionary_page_header === undefined) values += own;
    else if (!(own >= 0 && own <= plain)) throw new Error('A dictionary has more values than bytes.');
    checkRuns(new Uint8Array(bytes, start, packed), header, path, column);
  }
}
