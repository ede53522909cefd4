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
