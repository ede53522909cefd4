import type { ColumnMetaData, PageHeader, SchemaTree } from 'hyparquet';
import { decompressPage } from 'hyparquet/src/datapage.js';
import { getMaxDefinitionLevel, getMaxRepetitionLevel } from 'hyparquet/src/schema.js';
import { readVarInt } from 'hyparquet/src/thrift.js';
import { compressors } from './compressors';

/** Encodings whose values are runs. */
const IN_RUNS = ['PLAIN_DICTIONARY', 'RLE_DICTIONARY', 'RLE'];
/** A last run may be filled up by as many. */
const FILLING = 512;

/**
 * Holds the runs of a page (its levels, and values of a dictionary) against the values that it has: the decoder writes as many as a
 * run says, whatever there is room for.
 *
 * @throws Error
 */
export function checkRuns(
  packed: Uint8Array,
  header: PageHeader,
  path: SchemaTree[],
  { codec, type }: ColumnMetaData,
): void {
  const widths = [getMaxRepetitionLevel(path), getMaxDefinitionLevel(path)].map(bitsOf);
  const first = header.data_page_header;
  const second = header.data_page_header_v2;
  if (first !== undefined) {
    const page = decompressPage(packed, header.uncompressed_page_size, codec, compressors);
    const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
    let offset = 0;
    for (const width of widths.filter((one) => one > 0)) {
      const length = view.getUint32(offset, true);
      checkHybrid(page.subarray(offset + 4, offset + 4 + length), width, first.num_values);
      offset += 4 + length;
    }
    if (IN_RUNS.includes(first.encoding)) checkValues(page.subarray(offset), type, first.num_values);
  }
  if (second !== undefined) {
    const { num_values: values, num_nulls: nulls, is_compressed: isPacked } = second;
    if (!(nulls >= 0 && nulls <= values)) throw new Error('A page has more empty values than values.');
    const lengths = [second.repetition_levels_byte_length, second.definition_levels_byte_length];
    let offset = 0;
    for (const [at, length] of lengths.entries()) {
      if (!(length >= 0 && offset + length <= packed.length)) throw new Error('Levels are longer than their page.');
      if (widths[at] > 0) checkHybrid(packed.subarray(offset, offset + length), widths[at], values);
      offset += length;
    }
    const plain = header.uncompressed_page_size - offset;
    if (!IN_RUNS.includes(second.encoding) || plain <= 0) return;
    const rest = packed.subarray(offset);
    checkValues(isPacked === false ? rest : decompressPage(rest, plain, codec, compressors), type, values - nulls);
  }
}

/** Places in a dictionary behind their width; truths behind their length. */
function checkValues(bytes: Uint8Array, type: ColumnMetaData['type'], count: number): void {
  if (type === 'BOOLEAN') checkHybrid(bytes.subarray(4), 1, count);
  else if (bytes.length > 0 && bytes[0] > 0) checkHybrid(bytes.subarray(1), bytes[0], count);
}

/** Runs of one value, or of values of so many bits: RLE/bit-packing hybrid of Parquet's specification (Encodings.md). */
function checkHybrid(bytes: Uint8Array, width: number, count: number): void {
  if (width > 32) throw new Error('Values of a page have more than 32 bits.');
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
  for (let seen = 0; seen < count && reader.offset < bytes.length;) {
    const run = readVarInt(reader) >>> 0;
    const isPacked = (run & 1) === 1;
    const values = isPacked ? (run >>> 1) * 8 : run >>> 1;
    if (values > count - seen + FILLING) throw new Error('A run has more values than its page.');
    reader.offset += isPacked ? (run >>> 1) * width : Math.ceil(width / 8);
    seen += values;
  }
}

function bitsOf(highest: number): number {
  return 32 - Math.clz32(highest);
}
