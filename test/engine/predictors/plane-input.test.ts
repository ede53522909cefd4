import { describe, expect, it } from 'vitest';
import { planeInput } from '../../../src/engine/predictors/inputs/plane-input';
import { resized } from '../../../src/engine/predictors/inputs/resize';
import { NumbersInput } from '../../../src/shared/imported/model-map';
import { ImageSpec, SequenceSpec } from '../../../src/shared/data/modality';

const image = ImageSpec.parse({ kind: 'image', height: 2, width: 2, channels: 3, mean: [0, 0, 0], std: [1, 1, 1] });
const value = Float32Array.from({ length: 12 }, (_, at) => at / 12);
const given = (map: object) => {
  const { type, shape, data } = planeInput(image, NumbersInput.parse({ kind: 'numbers', input: 'x', ...map }), [
    value,
    value,
  ]);
  return { type, shape, first: Array.from(data as Float32Array, Number).slice(0, data.length / 2) };
};
const twelfths = (...places: number[]): number[] => places.map((place) => Math.fround(place / 12));

describe('a picture on its way to a model', () => {
  it('lies as its layout says', () => {
    expect(given({ layout: 'NCHW' })).toMatchObject({
      shape: [2, 3, 2, 2],
      first: twelfths(0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11),
    });
    expect(given({ layout: 'NHWC' })).toMatchObject({
      shape: [2, 2, 2, 3],
      first: twelfths(...Array.from({ length: 12 }, (_, at) => at)),
    });
    expect(given({ layout: 'NCWH' })).toMatchObject({
      shape: [2, 3, 2, 2],
      first: twelfths(0, 6, 3, 9, 1, 7, 4, 10, 2, 8, 5, 11),
    });
    expect(given({ layout: 'flat' }).shape).toEqual([2, 12]);
  });

  it('is scaled, then normalised by channel', () => {
    const { first } = given({ layout: 'NHWC', scale: 255, mean: [0, 100, 0], std: [1, 1, 2] });
    expect(first.slice(0, 3)).toEqual([0, 255 / 12 - 100, 255 / 12].map(Math.fround));
  });

  it('is rounded, and kept within a byte, where bytes are read', () => {
    const { type, first } = given({ layout: 'NHWC', type: 'uint8', scale: 300 });
    expect(type).toBe('uint8');
    expect(first.slice(9)).toEqual([225, 250, 255]);
  });

  it('turns grey by the weights of BT.601', () => {
    expect(given({ layout: 'NHW', channels: 1 }).first[0]).toBeCloseTo(0.587 / 12 + (0.114 * 2) / 12, 6);
  });

  it('is brought to other sides as PyTorch does', () => {
    // torch.nn.functional.interpolate(arange(4.).view(1, 1, 2, 2), size=(4, 4), mode='bilinear')[0, 0, 1], by its formula.
    const larger = resized(Float32Array.of(0, 1, 2, 3), { height: 2, width: 2, channels: 1 }, 4, 4);
    expect([...larger.slice(4, 8)]).toEqual([0.5, 0.75, 1.25, 1.5]);
    expect([...resized(larger, { height: 4, width: 4, channels: 1 }, 2, 2)]).toEqual([0.375, 1.125, 1.875, 2.625]);
  });
});

it('gives numbers back in what they were measured in', () => {
  const spec = SequenceSpec.parse({
    kind: 'sequence',
    steps: 2,
    features: [
      { name: 'a', low: -1, high: 1 },
      { name: 'b', low: 0, high: 10 },
    ],
    mean: [0, 0],
    std: [1, 1],
  });
  const map = NumbersInput.parse({ kind: 'numbers', input: 'x', layout: 'NWC', units: 'measured' });
  const { shape, data } = planeInput(spec, map, [Float32Array.of(0, 0.5, 1, 0.25)]);
  expect(shape).toEqual([1, 2, 2]);
  expect([...(data as Float32Array)]).toEqual([-1, 5, 1, 2.5]);
});
