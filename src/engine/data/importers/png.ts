import { inflateSync } from 'node:zlib';
import { convertIndexedToRgb, decode, type DecodedPng } from 'fast-png';
import { RowProblem } from '../../files/row-problem';
import { LARGEST_PICTURE, type Picture } from './picture';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** What pixels need. Everything else (colour profiles, texts, animation) may hide a decompression bomb: left out. */
const NEEDED = ['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'];

/** Colour type of the header. */
const INDEXED = 3;

export function isPng(bytes: Uint8Array): boolean {
  return SIGNATURE.equals(bytes.subarray(0, SIGNATURE.length));
}

/** Decodes a PNG of any kind; transparent pixels are composited on white. @throws RowProblem */
export function decodePng(bytes: Uint8Array): Picture {
  const png = plainPng(bytes);
  return { height: png.height, width: png.width, rgb: toRgb(png) };
}

/** What a PNG holds, its size checked before and all that pixels do not need left out. @throws RowProblem */
export function plainPng(bytes: Uint8Array): DecodedPng {
  const chunks = chunksOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  checkSize(chunks);
  checkPalette(chunks);
  const plain = Buffer.concat([SIGNATURE, ...chunks.map(({ whole }) => whole)]);
  return decode(plain, { checkCrc: true });
}

interface Chunk {
  readonly type: string;
  readonly content: Buffer;
  /** With length, type and checksum. */
  readonly whole: Buffer;
}

function chunksOf(bytes: Buffer): readonly Chunk[] {
  const chunks: Chunk[] = [];
  for (let start = SIGNATURE.length; start + 12 <= bytes.length;) {
    const length = bytes.readUInt32BE(start);
    const end = start + 12 + length;
    if (end > bytes.length) break;
    const type = bytes.toString('latin1', start + 4, start + 8);
    const content = bytes.subarray(start + 8, end - 4);
    if (NEEDED.includes(type)) chunks.push({ type, content, whole: bytes.subarray(start, end) });
    if (type === 'IEND') return chunks;
    start = end;
  }
  throw new RowProblem('The PNG file is cut short.');
}

/** Bounds the picture's pixels, and what its data inflate to, before anything is decoded. */
function checkSize(chunks: readonly Chunk[]): void {
  const header = chunks[0].content;
  if (chunks[0].type !== 'IHDR' || header.length !== 13) throw new RowProblem('The PNG file has no header.');
  const width = header.readUInt32BE(0);
  const height = header.readUInt32BE(4);
  if (width === 0 || height === 0) throw new RowProblem('The picture has no pixels.');
  if (width * height > LARGEST_PICTURE) throw new RowProblem(`The picture is too large: ${width} × ${height} pixels.`);
  const bitsPerPixel = header[8] * ({ 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }[header[9]] ?? 4);
  // A byte per row for its filter; interlacing has up to twice the rows, each rounded up to a byte.
  const largest = Math.ceil((width * height * bitsPerPixel) / 8) + 4 * (height + 8) + 4 * width;
  const data = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ content }) => content));
  try {
    inflateSync(data, { maxOutputLength: largest });
  } catch (error) {
    const isTooLong = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw new RowProblem(isTooLong ? 'The PNG file inflates to more than its size says.' : 'The PNG data is corrupt.');
  }
}

/** Without its palette a decoder would take the places in it for levels of grey. */
function checkPalette(chunks: readonly Chunk[]): void {
  const isIndexed = chunks[0].content[9] === INDEXED;
  const data = chunks.findIndex(({ type }) => type === 'IDAT');
  const palette = chunks.findIndex(({ type }) => type === 'PLTE');
  if (isIndexed && (palette === -1 || palette > data)) {
    throw new RowProblem('The PNG file has no palette, though its pixels are places in one.');
  }
}

function toRgb(png: DecodedPng): Uint8Array {
  const pixels = png.width * png.height;
  const data = png.palette === undefined ? png.data : convertIndexedToRgb(png);
  const channels = data.length / pixels;
  const to8Bit = eightBit(png);
  const hasAlpha = channels === 2 || channels === 4;
  const rgb = new Uint8Array(3 * pixels);
  for (let pixel = 0; pixel < pixels; pixel += 1) {
    const start = pixel * channels;
    const alpha = hasAlpha ? to8Bit(data[start + channels - 1]) : 255;
    for (let channel = 0; channel < 3; channel += 1) {
      const level = to8Bit(data[channels < 3 ? start : start + channel]);
      rgb[3 * pixel + channel] = Math.round((level * alpha + 255 * (255 - alpha)) / 255);
    }
  }
  return rgb;
}

function eightBit(png: DecodedPng): (level: number) => number {
  if (png.palette !== undefined || png.depth === 8) return (level) => level;
  const largest = 2 ** png.depth - 1;
  return (level) => Math.round((level * 255) / largest);
}
