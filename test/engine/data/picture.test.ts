import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode as encodePng } from 'fast-png';
import { encode as encodeJpeg } from 'jpeg-js';
import { describe, expect, it } from 'vitest';
import { decodePicture } from '../../../src/engine/data/importers/decode-picture';
import type { Picture } from '../../../src/engine/data/importers/picture';
import { resizeAndCrop } from '../../../src/engine/data/importers/resize';
import { decodeWebpWithAlpha } from '../../../src/engine/data/importers/webp';

describe('decoding', () => {
  it('reads grey, grey with alpha, RGB and RGBA; transparency shows white', () => {
    const decoded = (channels: number, data: readonly number[]): readonly number[] => [
      ...decodePicture(encodePng({ width: 2, height: 1, channels, data: Uint8Array.from(data) })).rgb,
    ];
    expect(decoded(1, [0, 200])).toEqual([0, 0, 0, 200, 200, 200]);
    expect(decoded(2, [100, 255, 100, 0])).toEqual([100, 100, 100, 255, 255, 255]);
    expect(decoded(3, [1, 2, 3, 4, 5, 6])).toEqual([1, 2, 3, 4, 5, 6]);
    expect(decoded(4, [10, 20, 30, 255, 0, 100, 255, 51])).toEqual([10, 20, 30, 204, 224, 255]);
  });

  it('reads 16-bit levels and palettes', () => {
    const deep = encodePng({ width: 1, height: 1, channels: 1, depth: 16, data: Uint16Array.of(0x8000) });
    expect([...decodePicture(deep).rgb]).toEqual([128, 128, 128]);
    const palette = [
      [255, 0, 0],
      [0, 0, 255],
    ] as [number, number, number][];
    const indexed = encodePng({ width: 2, height: 1, channels: 1, depth: 8, palette, data: Uint8Array.of(1, 0) });
    expect([...decodePicture(indexed).rgb]).toEqual([0, 0, 255, 255, 0, 0]);
  });

  it('reads JPEG, colour by colour', () => {
    const data = Buffer.alloc(16 * 8 * 4);
    for (let pixel = 0; pixel < 128; pixel += 1) data.set([220, 40, 90, 255], pixel * 4);
    const picture = decodePicture(encodeJpeg({ width: 16, height: 8, data }, 95).data);
    expect([picture.width, picture.height]).toEqual([16, 8]);
    [220, 40, 90].forEach((level, channel) => {
      expect(Math.abs(picture.rgb[channel] - level)).toBeLessThanOrEqual(3);
    });
  });

  it('refuses JPEG of very many scans before any is decoded, and counts none that are data', () => {
    const plain = encodeJpeg({ width: 64, height: 64, data: Buffer.alloc(64 * 64 * 4, 90) }, 80).data;
    const scan = plain.lastIndexOf(Buffer.from([0xff, 0xda]));
    const header = plain.subarray(scan, scan + 2 + plain.readUInt16BE(scan + 2));
    const end = plain.subarray(-2);
    const scans = (count: number): Buffer =>
      Buffer.concat([plain.subarray(0, -2), ...Array.from({ length: count }, () => header), end]);
    const started = performance.now();
    expect(() => decodePicture(scans(3_000_000))).toThrow(/goes over its picture more than 100 times/);
    expect(() => decodePicture(scans(100))).toThrow(/more than 100 times/);
    expect(performance.now() - started).toBeLessThan(2000);
    // A comment that looks like scans, and a stuffed byte before what looks like one.
    const marks = Buffer.alloc(2000, Buffer.from([0xff, 0xda, 0x00, 0x02]));
    const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0x07, 0xd2]), marks]);
    const told = Buffer.concat([plain.subarray(0, 2), comment, plain.subarray(2)]);
    expect(decodePicture(told)).toEqual(decodePicture(plain));
    // A length that would hide scans from who goes by it, and show them to who goes by what a segment holds.
    const restarts = Buffer.from([0xff, 0xdd, 0x00, 0x06, 0x00, 0x00, 0xff, 0xda]);
    const hidden = Buffer.concat([plain.subarray(0, 2), restarts, plain.subarray(2)]);
    expect(() => decodePicture(hidden)).toThrow(/a segment whose length is wrong/);
  });

  it('refuses a PNG of places in a palette that it has not, or has too late', () => {
    const palette = [
      [255, 0, 0],
      [0, 0, 255],
    ] as [number, number, number][];
    const whole = Buffer.from(
      encodePng({ width: 2, height: 1, channels: 1, depth: 8, palette, data: Uint8Array.of(1, 0) }),
    );
    const at = whole.indexOf('PLTE') - 4;
    const chunk = whole.subarray(at, at + 12 + 6);
    const without = Buffer.concat([whole.subarray(0, at), whole.subarray(at + chunk.length)]);
    const end = without.indexOf('IEND') - 4;
    const late = Buffer.concat([without.subarray(0, end), chunk, without.subarray(end)]);
    expect(() => decodePicture(without)).toThrow(/has no palette/);
    expect(() => decodePicture(late)).toThrow(/has no palette/);
  });
});

// Written by Pillow 12 from one picture of 24 × 16 pixels: red on the left, blue on the right, greener above; with alpha, the
// middle half is transparent.
describe('WebP', () => {
  const file = (name: string): Uint8Array => readFileSync(join(import.meta.dirname, 'pictures', `${name}.webp`));
  const colours = [
    [0, 0, [200, 160, 40]],
    [0, 23, [40, 160, 200]],
    [15, 0, [200, 40, 40]],
    [15, 23, [40, 60, 200]],
  ] as const;

  it.each([
    ['lossless', 0],
    ['lossy', 10],
    ['alpha-lossless', 0],
    ['alpha-lossy', 10],
  ])('is read %s, to within %i levels', (name, most) => {
    const { width, height, rgb } = decodePicture(file(name));
    expect([width, height]).toEqual([24, 16]);
    for (const [y, x, colour] of colours) {
      const pixel = [...rgb.subarray(3 * (24 * y + x), 3 * (24 * y + x) + 3)];
      pixel.forEach((level, channel) => {
        expect(Math.abs(level - colour[channel])).toBeLessThanOrEqual(most);
      });
    }
    const middle = [...rgb.subarray(3 * (24 * 8 + 12), 3 * (24 * 8 + 12) + 3)];
    expect(middle.join() === '255,255,255').toBe(name.startsWith('alpha'));
  });

  it('has its fourth channel by itself', () => {
    const { rgba } = decodeWebpWithAlpha(file('alpha-lossless'));
    expect([rgba[3], rgba[4 * 12 + 3], [...rgba.subarray(4 * 12, 4 * 12 + 3)]]).toEqual([255, 0, [40, 160, 200]]);
  });

  it('is refused when it is animated, too large, contradicts itself or is cut short', () => {
    const changed = (name: string, at: number, bytes: readonly number[]): Uint8Array => {
      const whole = Uint8Array.from(file(name));
      whole.set(bytes, at);
      return whole;
    };
    const cases = [
      [file('animated'), 'The WebP picture is animated. Save one of its frames as a picture by itself.'],
      [changed('lossless', 21, [0xff, 0xff, 0xff, 0x0f]), 'The picture is too large: 16384 × 16384 pixels.'],
      [changed('lossy', 26, [0xff, 0x3f, 0xff, 0x3f]), 'The picture is too large: 16383 × 16383 pixels.'],
      [
        changed('alpha-lossy', 24, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
        'The picture is too large: 16777216 × 16777216 pixels.',
      ],
      [changed('alpha-lossy', 24, [0x10]), 'The WebP file is corrupt.'],
      [changed('lossy', 23, [0]), 'The WebP file is corrupt.'],
      [file('lossless').subarray(0, 40), 'The WebP file is corrupt.'],
      [file('lossless').subarray(0, 22), 'The WebP file is cut short.'],
      [file('lossless').subarray(0, 12), 'The WebP file is cut short.'],
    ] as const;
    for (const [bytes, problem] of cases) expect(() => decodePicture(bytes)).toThrow(problem);
  });

  it('is decoded again and again in the same memory', () => {
    const bytes = file('lossy');
    const before = process.memoryUsage().rss;
    for (let more = 0; more < 3000; more += 1) decodePicture(bytes);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 2 ** 20);
  });
});

describe('Resize and CenterCrop', () => {
  const picture = (height: number, width: number, level: (y: number, x: number) => number): Picture => ({
    height,
    width,
    rgb: Uint8Array.from({ length: height * width * 3 }, (_, index) => {
      const pixel = Math.floor(index / 3);
      return level(Math.floor(pixel / width), pixel % width);
    }),
  });

  it.each([
    [1, 1],
    [300, 200],
    [7, 90],
    [224, 224],
    [1, 5_000],
  ])('keeps a plain picture of %i × %i plain', (height, width) => {
    const cropped = resizeAndCrop(
      picture(height, width, () => 77),
      16,
    );
    expect(cropped).toHaveLength(16 * 16 * 3);
    expect(new Set(cropped)).toEqual(new Set([77]));
  });

  it('keeps a ramp a ramp, cut to the middle 7/8', () => {
    const side = 28;
    const cropped = resizeAndCrop(
      picture(256, 256, (_y, x) => x),
      side,
    );
    for (let x = 0; x < side; x += 1) {
      // 32 resized pixels of 8 source pixels each; the crop starts at the third.
      expect(Math.abs(cropped[(14 * side + x) * 3] - ((x + 2 + 0.5) * 8 - 0.5))).toBeLessThanOrEqual(1);
    }
  });

  it('takes the middle of a wide picture', () => {
    const wide = picture(32, 320, (_y, x) => (x >= 140 && x < 180 ? 250 : 0));
    expect(new Set(resizeAndCrop(wide, 28))).toEqual(new Set([250]));
  });

  it('averages what it shrinks: a fine chequerboard becomes grey', () => {
    const chequered = picture(256, 256, (y, x) => 255 * ((x + y) % 2));
    for (const level of resizeAndCrop(chequered, 28)) expect(Math.abs(level - 127.5)).toBeLessThanOrEqual(4);
  });
});
