import * as zlib from 'node:zlib';
import { decompress as unpackZstandard } from 'fzstd';
import { snappyUncompress, type Compressors } from 'hyparquet';

/** What one page may inflate to, in bytes. */
export const LARGEST_PAGE = 256 * 2 ** 20;

function checkedSize(length: number): number {
  if (length > LARGEST_PAGE) throw new Error('A page of it inflates to more than 256 MB.');
  return length;
}

/** Nothing inflates to more than its page says. Zstandard is unpacked here, as only newer versions of Node can. */
export const compressors: Compressors = {
  SNAPPY: (input, length) => {
    const output = new Uint8Array(checkedSize(length));
    snappyUncompress(input, output);
    return output;
  },
  GZIP: (input, length) => zlib.gunzipSync(input, { maxOutputLength: checkedSize(length) + 1 }),
  BROTLI: (input, length) => zlib.brotliDecompressSync(input, { maxOutputLength: checkedSize(length) + 1 }),
  ZSTD: (input, length) => unpackZstandard(input, new Uint8Array(checkedSize(length))),
};
