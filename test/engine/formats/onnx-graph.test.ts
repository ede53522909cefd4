import { describe, expect, it } from 'vitest';
import { readOnnxGraph } from '../../../src/engine/formats/onnx/graph';
import { randomFrom } from '../../../src/engine/random';
import { LabError } from '../../../src/shared/errors';
import { onnxFile, type OnnxModel } from '../../support/onnx-file';

const linear: OnnxModel = {
  inputs: [
    { name: 'pixels', type: 'float32', shape: ['batch', 3, 4, 4] },
    { name: 'ids', type: 'int64', shape: [2, 8] },
  ],
  outputs: [{ name: 'logits', type: 'float32', shape: ['batch', 2] }],
  weights: [{ name: 'w', shape: [48, 2], data: new Float32Array(96) }],
  nodes: [
    { type: 'Flatten', inputs: ['pixels'], outputs: ['flat'] },
    { type: 'MatMul', inputs: ['flat', 'w'], outputs: ['logits'] },
  ],
};

describe('the outline of an ONNX file', () => {
  it('tells inputs, outputs and how many numbers it holds', () => {
    expect(readOnnxGraph(onnxFile(linear), 'model.onnx')).toEqual({
      signature: {
        inputs: [
          { name: 'pixels', type: 'float32', shape: ['batch', 3, 4, 4] },
          { name: 'ids', type: 'int64', shape: [2, 8] },
        ],
        outputs: [{ name: 'logits', type: 'float32', shape: ['batch', 2] }],
      },
      parameters: 96,
    });
  });

  it('leaves out inputs that old exporters list beside their values', () => {
    const old = { ...linear, inputs: [...linear.inputs, { name: 'w', type: 'float32', shape: [48, 2] } as const] };
    expect(readOnnxGraph(onnxFile(old), 'model.onnx').signature.inputs.map(({ name }) => name)).toEqual([
      'pixels',
      'ids',
    ]);
  });

  it('refuses weights in other files, wherever they are said to lie', () => {
    const outside = { ...linear, weights: [{ ...linear.weights![0], external: '../../etc/passwd' }] };
    expect(() => readOnnxGraph(onnxFile(outside), 'model.onnx')).toThrow(/other files/);
  });

  it('answers every cut and thousands of flipped bits with an error for people, or reads on', () => {
    const whole = onnxFile(linear);
    const random = randomFrom('flipped bits of an ONNX file');
    const cut = Array.from({ length: whole.length }, (_, length) => whole.slice(0, length));
    const flipped = Array.from({ length: 4_000 }, () => {
      const copy = Uint8Array.from(whole);
      copy[Math.floor(random.uniform() * copy.length)] ^= 1 << Math.floor(random.uniform() * 8);
      return copy;
    });
    let refused = 0;
    for (const bytes of [...cut, ...flipped]) {
      try {
        readOnnxGraph(bytes, 'model.onnx');
      } catch (error) {
        expect(error).toBeInstanceOf(LabError);
        expect((error as LabError).code).toMatch(/damaged|unsupported/);
        refused += 1;
      }
    }
    // A cut inside a field always shows; most flips are in weights.
    expect(refused).toBeGreaterThan(cut.length / 2);
  });
});
