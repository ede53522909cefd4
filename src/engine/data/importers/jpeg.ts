import { decode } from 'jpeg-js';
import { RowProblem } from '../../files/row-problem';
import { scansIn } from './jpeg-scans';
import { LARGEST_PICTURE, type Picture } from './picture';

const MEMORY_LIMIT_MB = 1024;
/** Each goes over the whole picture; encoders write ten or so, and few bytes hold thousands of empty ones. */
const MOST_SCANS = 100;

export function isJpeg(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
}

/** Decodes a baseline or progressive JPEG. @throws RowProblem */
export function decodeJpeg(bytes: Uint8Array): Picture {
  const size = sizeOf(bytes);
  if (size.width * size.height > LARGEST_PICTURE) {
    throw new RowProblem(`The picture is too large: ${size.width} × ${size.height} pixels.`);
  }
  if (scansIn(bytes, MOST_SCANS) > MOST_SCANS) {
    throw new RowProblem(`The JPEG file goes over its picture more than ${String(MOST_SCANS)} times. Save it again.`);
  }
  const { width, height, data } = decode(bytes, {
    useTArray: true,
    formatAsRGBA: false,
    tolerantDecoding: false,
    maxResolutionInMP: LARGEST_PICTURE / 1e6,
    maxMemoryUsageInMB: MEMORY_LIMIT_MB,
  });
  return { width, height, rgb: data };
}

/** Reads the frame header (marker SOF0 … SOF15), walking over the segments before it. */
function sizeOf(bytes: Uint8Array): { readonly height: number; readonly width: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let start = 2; start + 9 <= bytes.length;) {
    if (bytes[start] !== 0xff) break;
    const marker = bytes[start + 1];
    if (marker === 0xff) {
      start += 1;
      continue;
    }
    // DHT, JPG and DAC share the range of the frame headers.
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: view.getUint16(start + 5), width: view.getUint16(start + 7) };
    start += 2 + view.getUint16(start + 2);
  }
  throw new RowProblem('The JPEG file has no frame header.');
}
