import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { BlockingPredictor } from '../../../../src/engine/predictors/bridge/blocking';
import { inHalves } from '../../../../src/engine/in-halves';
import { openOnnx } from '../../../../src/engine/predictors/onnx/client';
import type { HostTensors } from '../../../../src/engine/predictors/host-tensor';
import { onnxFile, type OnnxModel } from '../../../support/onnx-file';
import { hasOnnxRuntime } from '../../../support/onnx-runtime';
import { temporaryFolder } from '../../../support/temporary-folder';

const WIDTH = 37;
const CLASSES = 3;
const kernel = Float32Array.from({ length: WIDTH * CLASSES }, (_, at) => Math.sin(at * 12.9898));
const dense: OnnxModel = {
  inputs: [{ name: 'x', type: 'float32', shape: ['n', WIDTH] }],
  outputs: [{ name: 'y', type: 'float32', shape: ['n', CLASSES] }],
  weights: [{ name: 'w', shape: [WIDTH, CLASSES], data: kernel }],
  nodes: [{ type: 'MatMul', inputs: ['x', 'w'], outputs: ['y'] }],
};

const opened: BlockingPredictor[] = [];
afterEach(() => {
  for (const predictor of opened.splice(0)) predictor.close();
});

async function open(bytes: Uint8Array): Promise<BlockingPredictor> {
  const file = path.join(await temporaryFolder(), 'model.onnx');
  writeFileSync(file, bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const predictor = await BlockingPredictor.open({ kind: 'onnx', file, sha256 });
  opened.push(predictor);
  return predictor;
}

const rowsOf = (count: number): HostTensors => ({
  x: {
    type: 'float32',
    shape: [count, WIDTH],
    data: Float32Array.from({ length: count * WIDTH }, (_, at) => Math.cos(at * 0.7)),
  },
});

/** Makes `each` numbers of every sample, of a file of some hundred bytes. */
function greedy(each: bigint): OnnxModel {
  return {
    ...dense,
    inputs: [{ name: 'x', type: 'float32', shape: ['n', 1] }],
    outputs: [{ name: 'y', type: 'float32', shape: ['n', 1] }],
    weights: [{ name: 'many', shape: [2], data: BigInt64Array.of(1n, each) }],
    nodes: [
      { type: 'Shape', inputs: ['x'], outputs: ['rows'] },
      { type: 'Mul', inputs: ['rows', 'many'], outputs: ['shape'] },
      { type: 'ConstantOfShape', inputs: ['shape'], outputs: ['zeros'] },
      { type: 'ReduceMean', inputs: ['zeros'], outputs: ['mean'] },
      { type: 'Add', inputs: ['x', 'mean'], outputs: ['y'] },
    ],
  };
}

describe.skipIf(!hasOnnxRuntime())('a graph that ONNX Runtime runs', () => {
  it('answers on the spot what its weights say', async () => {
    const predictor = await open(onnxFile(dense));
    const { x } = rowsOf(5);
    const { y } = predictor.ask({ x }, ['y']);
    expect(y.shape).toEqual([5, CLASSES]);
    for (let row = 0; row < 5; row += 1) {
      for (let column = 0; column < CLASSES; column += 1) {
        let sum = 0;
        for (let at = 0; at < WIDTH; at += 1) sum += Number(x.data[row * WIDTH + at]) * kernel[at * CLASSES + column];
        expect(Number(y.data[row * CLASSES + column])).toBeCloseTo(sum, 4);
      }
    }
  });

  it('answers again after a question that it cannot answer', async () => {
    const predictor = await open(onnxFile(dense));
    const wrong = { x: { type: 'float32', shape: [1, 2], data: new Float32Array(2) } } as const;
    expect(() => predictor.ask(wrong, ['y'])).toThrow(/could not be run on these inputs/);
    expect(predictor.ask(rowsOf(2), ['y']).y.shape).toEqual([2, CLASSES]);
  });

  it('refuses what the runtime cannot run, and what is no graph, and lives', async () => {
    const unknown = { ...dense, nodes: [{ ...dense.nodes[0], type: 'NoSuchOperator' }] };
    await expect(open(onnxFile(unknown))).rejects.toMatchObject({ code: 'unsupported' });
    const whole = onnxFile(dense);
    for (const length of [0, 1, 20, Math.floor(whole.length / 2), whole.length - 1]) {
      await expect(open(whole.slice(0, length))).rejects.toMatchObject({ code: 'unsupported' });
    }
  });

  it('refuses a file that is another than was imported', async () => {
    const file = path.join(await temporaryFolder(), 'model.onnx');
    writeFileSync(file, onnxFile(dense));
    await expect(BlockingPredictor.open({ kind: 'onnx', file, sha256: '0'.repeat(64) })).rejects.toMatchObject({
      code: 'damaged',
    });
  });

  it('is ended with its reason when it asks for more memory than it may take', async () => {
    // 1 GiB for each sample.
    const bytes = onnxFile(greedy(2n ** 28n));
    expect(bytes.length).toBeLessThan(1000);
    const file = path.join(await temporaryFolder(), 'model.onnx');
    writeFileSync(file, bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const predictor = await openOnnx({ kind: 'onnx', file, sha256 }, 400 * 2 ** 20);
    const x = { type: 'float32', shape: [1, 1], data: Float32Array.of(1) } as const;
    const refusal = {
      code: 'out-of-memory',
      message: expect.stringMatching(/more than 400 MB/) as string,
      where: file,
    };
    await expect(predictor.ask({ x }, ['y'])).rejects.toMatchObject(refusal);
    await expect(predictor.ask({ x }, ['y'])).rejects.toMatchObject(refusal);
    predictor.close();
    // Whoever halves what is asked tells the same in the end.
    const halved = inHalves([0, 1], async (own) => {
      await predictor.ask({ x: { ...x, shape: [own.length, 1], data: new Float32Array(own.length) } }, ['y']);
      return own;
    });
    await expect(halved).rejects.toMatchObject(refusal);
  });

  it('that took too much for many samples answers fewer of them', async () => {
    // 128 MiB for each sample.
    const bytes = onnxFile(greedy(2n ** 25n));
    const file = path.join(await temporaryFolder(), 'model.onnx');
    writeFileSync(file, bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const predictor = await openOnnx({ kind: 'onnx', file, sha256 }, 800 * 2 ** 20);
    onTestFinished(() => {
      predictor.close();
    });
    const asked: number[] = [];
    const found = await inHalves([0, 1, 2, 3, 4, 5, 6, 7], async (own) => {
      asked.push(own.length);
      const x = { type: 'float32', shape: [own.length, 1], data: Float32Array.from(own) } as const;
      return Array.from((await predictor.ask({ x }, ['y'])).y.data, Number);
    });
    expect(found.map(({ result }) => result)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(asked[0]).toBe(8);
    expect(asked.length).toBeGreaterThan(2);
    // That so many are too many is known from then on.
    const x = { type: 'float32', shape: [8, 1], data: new Float32Array(8) } as const;
    const [first, second] = await Promise.all(
      [0, 1].map(() => predictor.ask({ x }, ['y']).catch((error: unknown) => error)),
    );
    expect(first).toMatchObject({ code: 'out-of-memory' });
    expect(second).toBe(first);
  });
});
