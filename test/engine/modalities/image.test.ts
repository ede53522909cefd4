import { describe, expect, it } from 'vitest';

import { Fills, type ImageFill, type ImageSpec, type Region } from '../../../src/shared/data/modality';
import { blurRadius, boxBlur } from '../../../src/engine/modalities/box-blur';
import { image } from '../../../src/engine/modalities/image';
import { randomFrom } from '../../../src/engine/random';

const spec = (height: number, width = height, channels: 1 | 3 = 1): ImageSpec => ({
  kind: 'image',
  height,
  width,
  channels,
  mean: channels === 1 ? [0.25] : [0.25, 0.5, 0.75],
  std: channels === 1 ? [0.2] : [0.2, 0.2, 0.2],
});
const blank = (of: ImageSpec): Float32Array => new Float32Array(of.height * of.width * of.channels);
const fills = (fill: ImageFill): Fills => Fills.parse({ image: fill });
const boxes = (regions: readonly Region[]): (readonly number[])[] =>
  regions.map((region) => (region.kind === 'image' ? region.box : []));
const cell = (...box: [number, number, number, number]): Region => ({ kind: 'image', modality: 'image', box });
const noise = () => randomFrom('noise');

/** The cells of the paper's search when nothing is pruned: `halves(side)` says whether a side is halved again. */
function everyCell(of: ImageSpec, halves: (side: number) => boolean): readonly Region[] {
  const below = (region: Region): readonly Region[] =>
    halves(image.side(of, region).elements)
      ? image.children(of, region).flatMap((child) => [child, ...below(child)])
      : [];
  return image.roots(of, blank(of), 'image').flatMap((root) => [root, ...below(root)]);
}

describe('quad-tree cells', () => {
  it('are row-major quadrants of half the side', () => {
    expect(boxes(image.roots(spec(224), blank(spec(224)), 'image'))).toEqual([
      [0, 0, 112, 112],
      [0, 112, 112, 112],
      [112, 0, 112, 112],
      [112, 112, 112, 112],
    ]);
  });

  it.each([
    [28, 20],
    [32, 20],
    [64, 84],
    [112, 340],
    [128, 340],
    [224, 1364],
  ])('number (4^(L+1) − 4)/3 at side %i under the literal stop rule', (side, queries) => {
    expect(everyCell(spec(side), (of) => of > 10)).toHaveLength(queries);
  });

  it('have the sides 112, 56, 28, 14, 7 from 224', () => {
    const sides = everyCell(spec(224), (of) => of > 10).map((region) => image.side(spec(224), region).elements);
    expect([...new Set(sides)]).toEqual([112, 56, 28, 14, 7]);
  });

  it('take the share of the input that the method page gives (224 px, 4 words)', () => {
    const of = spec(224);
    const percent = (side: number): number =>
      (100 * image.removedElements(of, blank(of), [cell(0, 0, side, side)])) / (224 * 224 + 4);
    expect(percent(112)).toBeCloseTo(24.998, 3);
    expect(percent(56)).toBeCloseTo(6.25, 2);
    expect(percent(28)).toBeCloseTo(1.56, 2);
    expect(percent(14)).toBeCloseTo(0.391, 3);
    expect(percent(7)).toBeCloseTo(0.098, 3);
  });

  it('of an odd side overlap a neighbour inside the image and are clipped at its border', () => {
    const of = spec(28);
    expect(boxes(image.children(of, cell(0, 0, 7, 7)))).toEqual([
      [0, 0, 4, 4],
      [0, 4, 4, 4],
      [4, 0, 4, 4],
      [4, 4, 4, 4],
    ]);
    expect(boxes(image.children(of, cell(21, 21, 7, 7)))).toEqual([
      [21, 21, 4, 4],
      [21, 25, 4, 3],
      [25, 21, 3, 4],
      [25, 25, 3, 3],
    ]);
  });

  it('remember the side before clipping where the box does not show it', () => {
    const of = spec(28);
    const corner = image.children(of, cell(21, 21, 7, 7))[3];
    expect(corner).toEqual({ kind: 'image', modality: 'image', box: [25, 25, 3, 3], side: 4 });
    expect(image.side(of, corner)).toEqual({ elements: 4, fraction: 4 / 28 });
    // Half of 4 is 2; half of the visible 3 would be 2 as well, so go one further: 2 clipped to 1 halves into 1.
    const last = image.children(of, corner)[3];
    expect(last).toMatchObject({ box: [27, 27, 1, 1], side: 2 });
    expect(image.children(of, last)).toEqual([{ kind: 'image', modality: 'image', box: [27, 27, 1, 1] }]);
  });

  it('beyond the border are dropped', () => {
    const of = spec(28, 56);
    expect(boxes(image.roots(of, blank(of), 'image'))).toEqual([
      [0, 0, 28, 28],
      [0, 28, 28, 28],
    ]);
    expect(boxes(image.roots(spec(5, 9), blank(spec(5, 9)), 'image'))).toEqual([
      [0, 0, 5, 5],
      [0, 5, 5, 4],
    ]);
  });

  it('end at one pixel', () => {
    expect(image.children(spec(28), cell(3, 3, 1, 1))).toEqual([]);
    expect(everyCell(spec(5), () => true).length).toBeGreaterThan(25);
  });

  it.each([spec(28), spec(7), spec(12, 31), spec(1)])('of all levels cover %o and stay inside it', (of) => {
    const cells = everyCell(of, () => true);
    for (const region of cells) {
      const [row, column, height, width] = boxes([region])[0] as [number, number, number, number];
      expect(row + height).toBeLessThanOrEqual(of.height);
      expect(column + width).toBeLessThanOrEqual(of.width);
    }
    const single = cells.filter((region) =>
      boxes([region])[0]
        .slice(2)
        .every((side) => side === 1),
    );
    if (of.height > 1) expect(image.removedElements(of, blank(of), single)).toBe(of.height * of.width);
  });
});

describe('the cells of a grid', () => {
  it('are as even as whole pixels allow, row-major', () => {
    expect(boxes(image.grid(spec(28), blank(spec(28)), 'image', 3)).slice(0, 4)).toEqual([
      [0, 0, 9, 9],
      [0, 9, 9, 9],
      [0, 18, 9, 10],
      [9, 0, 9, 9],
    ]);
  });

  it.each([
    [spec(28), 3, 9],
    [spec(8, 12), 3, 9],
    [spec(2, 5), 3, 6],
    [spec(1), 4, 1],
  ])('cover %o at %i a side once, in %i cells', (of, cells, count) => {
    const all = image.grid(of, blank(of), 'image', cells);
    expect(all).toHaveLength(count);
    expect(image.removedElements(of, blank(of), all)).toBe(of.height * of.width);
    const areas = boxes(all).map(([, , height, width]) => height * width);
    expect(areas.reduce((sum, area) => sum + area, 0)).toBe(of.height * of.width);
  });
});

describe('removing pixels', () => {
  const of = spec(4, 4, 3);
  const value = Float32Array.from({ length: 48 }, (_, index) => index / 47);

  it('counts the union of overlapping cells', () => {
    expect(image.removedElements(of, value, [])).toBe(0);
    expect(image.removedElements(of, value, [cell(0, 0, 2, 2), cell(0, 0, 1, 1)])).toBe(4);
    expect(image.removedElements(of, value, [cell(0, 0, 2, 2), cell(1, 1, 2, 2)])).toBe(7);
  });

  it.each(['mean', 'black', 'white', 'noise', 'blur'] as const)('with fill %s changes the regions only', (fill) => {
    const before = value.slice();
    const after = image.remove(of, value, [cell(0, 0, 2, 2), cell(1, 1, 2, 2)], fills(fill), noise());
    expect(value).toEqual(before);
    const inside = new Set([0, 1, 4, 5, 6, 9, 10]);
    after.forEach((level, index) => {
      if (!inside.has(Math.floor(index / 3))) expect(level).toBe(value[index]);
      expect(level).toBeGreaterThanOrEqual(0);
      expect(level).toBeLessThanOrEqual(1);
    });
    expect(after).not.toEqual(value);
  });

  it('fills with the mean per channel, which is zero after normalisation', () => {
    const after = image.remove(of, value, [cell(1, 2, 1, 1)], fills('mean'), noise());
    expect([...after.subarray(18, 21)]).toEqual([0.25, 0.5, 0.75]);
  });

  it('fills with black, white', () => {
    expect([...image.remove(of, value, [cell(0, 0, 4, 4)], fills('black'), noise())]).toEqual(Array(48).fill(0));
    expect([...image.remove(of, value, [cell(0, 0, 4, 4)], fills('white'), noise())]).toEqual(Array(48).fill(1));
  });

  it('draws noise from the given generator, once per pixel of the union', () => {
    const once = image.remove(of, value, [cell(0, 0, 2, 2)], fills('noise'), randomFrom(1));
    const again = image.remove(of, value, [cell(0, 0, 1, 1), cell(0, 0, 2, 2)], fills('noise'), randomFrom(1));
    const other = image.remove(of, value, [cell(0, 0, 2, 2)], fills('noise'), randomFrom(2));
    expect(again).toEqual(once);
    expect(other).not.toEqual(once);
  });

  it('without a region gives an equal copy', () => {
    const copy = image.remove(of, value, [], fills('mean'), noise());
    expect(copy).toEqual(value);
    expect(copy).not.toBe(value);
  });

  it('refuses regions outside the image or of a text', () => {
    expect(() => image.remove(of, value, [cell(3, 0, 2, 1)], fills('mean'), noise())).toThrow(/leaves the image/);
    const word: Region = { kind: 'text', modality: 'text', word: 0 };
    expect(() => image.removedElements(of, value, [word])).toThrow(/text region was given to an image/);
  });
});

describe('box blur', () => {
  it('agrees with the plain mean over the window', () => {
    const of = spec(9, 17, 3);
    const random = randomFrom('blur');
    const value = Float32Array.from({ length: 9 * 17 * 3 }, () => random.uniform());
    const radius = blurRadius(of);
    const blurred = boxBlur(of, value);
    for (const [y, x, channel] of [
      [0, 0, 0],
      [4, 8, 1],
      [8, 16, 2],
      [2, 15, 1],
    ] as const) {
      const window: number[] = [];
      for (let row = Math.max(0, y - radius); row <= Math.min(8, y + radius); row += 1) {
        for (let column = Math.max(0, x - radius); column <= Math.min(16, x + radius); column += 1) {
          window.push(value[(row * 17 + column) * 3 + channel]);
        }
      }
      const mean = window.reduce((sum, level) => sum + level, 0) / window.length;
      expect(blurred[(y * 17 + x) * 3 + channel]).toBeCloseTo(mean, 6);
    }
  });

  it('spans about a quarter of the image', () => {
    expect(blurRadius({ height: 224, width: 224 })).toBe(28);
    expect(blurRadius({ height: 28, width: 28 })).toBe(4);
    expect(blurRadius({ height: 2, width: 3 })).toBe(1);
  });
});

describe('displaced cells', () => {
  it('keep their shape, stay inside and reach every place', () => {
    const of = spec(6, 5);
    const random = randomFrom('displaced');
    const places = new Set<string>();
    for (let draw = 0; draw < 500; draw += 1) {
      const moved = image.displaced(of, blank(of), [cell(0, 0, 3, 2)], random);
      const [row, column, height, width] = boxes(moved)[0] as [number, number, number, number];
      expect([height, width]).toEqual([3, 2]);
      expect(row).toBeLessThanOrEqual(3);
      expect(column).toBeLessThanOrEqual(3);
      places.add(`${row},${column}`);
    }
    expect(places.size).toBe(16);
  });

  it.each([
    ['side by side, which seldom fit a second time', [cell(0, 0, 8, 8), cell(8, 8, 8, 8)]],
    ['one within the other', [cell(0, 0, 8, 8), cell(4, 4, 4, 4)]],
    ['small and apart', [cell(0, 0, 2, 2), cell(10, 10, 2, 2), cell(4, 8, 1, 1)]],
    ['nowhere', []],
  ])('cover together as much as before: %s', (_, cells) => {
    const of = spec(16, 16);
    const random = randomFrom('displaced together');
    const before = image.removedElements(of, blank(of), cells);
    const drawn = Array.from({ length: 100 }, () => image.displaced(of, blank(of), cells, random));
    for (const moved of drawn) expect(image.removedElements(of, blank(of), moved)).toBe(before);
    const places = new Set(drawn.map((moved) => JSON.stringify(boxes(moved)))).size;
    if (cells.length === 0) expect(places).toBe(1);
    else expect(places).toBeGreaterThan(80);
  });
});
