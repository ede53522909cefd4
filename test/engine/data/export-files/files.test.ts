import { decode } from 'fast-png';
import { expect, it } from 'vitest';
import { decodeDepth } from '../../../../src/engine/data/importers/depth-png';
import { npy } from '../../../../src/engine/data/export-files/npz';
import { pictureFile } from '../../../../src/engine/data/export-files/picture-file';
import { arrayOf, bitsOf, valueFiles } from '../../../../src/engine/data/export-files/value-files';
import type { AudioSpec, SequenceSpec } from '../../../../src/shared/data/modality';

it('depth is kept in 16 bits, which the importer reads back', () => {
  const values = Float32Array.of(0, 0.5, 1, 0.123456);
  const { bytes, largestRounding } = pictureFile({ height: 2, width: 2, channels: 1 }, values, 16);
  expect(decode(bytes).depth).toBe(16);
  expect(Array.from(decodeDepth(bytes).values)).toEqual([0, 32768, 65535, Math.round(values[3] * 65535)]);
  expect(largestRounding).toBeLessThanOrEqual(0.5 / 65535);
  expect(bitsOf({ mapping: undefined }, 'depth')).toBe(16);
  expect(bitsOf({ mapping: undefined }, 'image')).toBe(8);
});

it('levels beyond black and white are cut, which the rounding tells', () => {
  const { bytes, largestRounding } = pictureFile({ height: 1, width: 2, channels: 1 }, Float32Array.of(-0.25, 1), 8);
  expect(Array.from(decode(bytes).data)).toEqual([0, 255]);
  expect(largestRounding).toBe(0.25);
});

it('sound leaves as the spectrogram that it is', () => {
  const spec = { kind: 'audio', height: 2, width: 3, channels: 1 } as AudioSpec;
  const [file, ...more] = valueFiles('sound', spec, new Float32Array(6), { role: 'attacked', bits: 8 });
  expect(more).toEqual([]);
  expect(file).toMatchObject({ name: 'sound.npy', largestRounding: null });
  expect(file.note).toMatch(/rows from the highest band to the lowest/u);
  expect(Buffer.from(file.bytes).toString('latin1')).toContain("'shape': (2, 3)");
});

it('a sequence is as long as its own steps, and an array as large as its shape', () => {
  const spec = { kind: 'sequence', steps: 5, features: [{}, {}] } as unknown as SequenceSpec;
  expect(arrayOf(spec, new Float32Array(6)).shape).toEqual([3, 2]);
  expect(() => npy({ shape: [2, 2], data: new Float32Array(3) })).toThrow('3 numbers do not have the shape 2 × 2.');
  expect(Buffer.from(npy({ shape: [3], data: new Float32Array(3) })).toString('latin1')).toContain("'shape': (3,), }");
});
