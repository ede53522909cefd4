/** WebP pictures: container after RFC 9649, decoded by libwebp in WebAssembly (the package @cwasm/webp). */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { RowProblem } from '../../files/row-problem';
import { LARGEST_PICTURE, type Picture } from './picture';

interface Decoder {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly malloc: (bytes: number) => number;
  /** Address of RGBA, 0 for what is corrupt; writes width and height to the two last addresses. */
  readonly WebPDecodeRGBA: (data: number, bytes: number, width: number, height: number) => number;
}

/** What is used of it: neither Node's types nor the engine's have it. */
interface Wasm {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
}

const wasm = (globalThis as unknown as { readonly WebAssembly: Wasm }).WebAssembly;
const ANIMATED = 2;
let compiled: object | null = null;

export function isWebp(bytes: Uint8Array): boolean {
  return bytes.length >= 12 && textAt(bytes, 0) === 'RIFF' && textAt(bytes, 8) === 'WEBP';
}

/** Decodes a still WebP, lossy or lossless; transparent pixels are composited on white. @throws RowProblem */
export function decodeWebp(bytes: Uint8Array): Picture {
  const { height, width, rgba } = decodeWebpWithAlpha(bytes);
  const rgb = new Uint8Array(3 * height * width);
  for (let at = 0; at < rgb.length; at += 1) {
    const pixel = 4 * Math.floor(at / 3);
    const alpha = rgba[pixel + 3];
    rgb[at] = Math.round((rgba[pixel + (at % 3)] * alpha + 255 * (255 - alpha)) / 255);
  }
  return { height, width, rgb };
}

/** The four channels of 8 bits of a WebP; the last is 255 everywhere where it has none. @throws RowProblem */
export function decodeWebpWithAlpha(bytes: Uint8Array): {
  readonly height: number;
  readonly width: number;
  readonly rgba: Uint8Array;
} {
  const { height, width } = sizeOf(bytes);
  // An instance for each picture: nothing that a hostile one does to its memory outlives it.
  const decoder = newDecoder();
  const data = decoder.malloc(bytes.length);
  const size = decoder.malloc(8);
  if (data === 0 || size === 0) throw corrupt();
  new Uint8Array(decoder.memory.buffer).set(bytes, data);
  const pixels = decoder.WebPDecodeRGBA(data, bytes.length, size, size + 4);
  if (pixels === 0) throw corrupt();
  const [decodedWidth, decodedHeight] = new Uint32Array(decoder.memory.buffer.slice(size, size + 8));
  if (decodedWidth !== width || decodedHeight !== height) throw corrupt();
  return { height, width, rgba: new Uint8Array(decoder.memory.buffer).slice(pixels, pixels + 4 * height * width) };
}

/** Width and height as the chunks before the pixels tell them, which may not contradict each other. */
function sizeOf(bytes: Uint8Array): { readonly height: number; readonly width: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let canvas: { readonly height: number; readonly width: number } | null = null;
  for (let at = 12; at + 8 <= bytes.length;) {
    const length = view.getUint32(at + 4, true);
    const start = at + 8;
    if (start + 10 > bytes.length) break;
    const type = textAt(bytes, at);
    if (type === 'VP8X') {
      if ((bytes[start] & ANIMATED) !== 0) {
        throw new RowProblem('The WebP picture is animated. Save one of its frames as a picture by itself.');
      }
      canvas = checked(1 + threeBytes(bytes, start + 4), 1 + threeBytes(bytes, start + 7));
    } else if (type === 'VP8 ' || type === 'VP8L') {
      const size = type === 'VP8 ' ? lossySize(view, start) : losslessSize(view, start);
      if (canvas !== null && (canvas.width !== size.width || canvas.height !== size.height)) throw corrupt();
      return size;
    }
    at = start + length + (length % 2);
  }
  throw new RowProblem('The WebP file is cut short.');
}

/** Behind three bytes of the frame and three that begin a picture (RFC 6386, section 9.1). */
function lossySize(view: DataView, start: number): { readonly height: number; readonly width: number } {
  if (threeBytes(new Uint8Array(view.buffer, view.byteOffset), start + 3) !== 0x2a019d) throw corrupt();
  return checked(view.getUint16(start + 6, true) & 0x3fff, view.getUint16(start + 8, true) & 0x3fff);
}

/** Twice 14 bits behind a byte that begins a picture. */
function losslessSize(view: DataView, start: number): { readonly height: number; readonly width: number } {
  if (view.getUint8(start) !== 0x2f) throw corrupt();
  const bits = view.getUint32(start + 1, true);
  return checked(1 + (bits & 0x3fff), 1 + ((bits >>> 14) & 0x3fff));
}

function checked(width: number, height: number): { readonly height: number; readonly width: number } {
  if (width === 0 || height === 0) throw new RowProblem('The picture has no pixels.');
  if (width * height > LARGEST_PICTURE) throw new RowProblem(`The picture is too large: ${width} × ${height} pixels.`);
  return { height, width };
}

function newDecoder(): Decoder {
  compiled ??= new wasm.Module(readFileSync(createRequire(import.meta.url).resolve('@cwasm/webp/webp.wasm')));
  const without = (): never => {
    throw new Error('The decoder of WebP asked for a file.');
  };
  const files = { fd_close: without, fd_seek: without, fd_write: without };
  return new wasm.Instance(compiled, { wasi_snapshot_preview1: files }).exports as Decoder;
}

function textAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

function threeBytes(bytes: Uint8Array, at: number): number {
  return bytes[at] + 256 * bytes[at + 1] + 65_536 * bytes[at + 2];
}

function corrupt(): RowProblem {
  return new RowProblem('The WebP file is corrupt.');
}
