/** What a graph offers as its embedding is what an import takes, whatever its file states of sizes. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startEngine, type EngineClient } from '../../../src/host/engine-client';
import { ModelMap } from '../../../src/shared/imported/model-map';
import { onnxFile, type OnnxModel } from '../../support/onnx-graph-file';
import { hasOnnxRuntime } from '../../support/onnx-runtime';
import { temporaryFolder } from '../../support/temporary-folder';
import { tinyLab } from '../../support/tiny-lab';

const WIDTH = 4;
const wave = (name: string, shape: readonly number[]) => ({
  name,
  shape,
  data: Float32Array.from({ length: shape.reduce((product, size) => product * size, 1) }, (_, at) => Math.sin(at + 1)),
});

/** `h` [n, 4] is turned on its side and back, then made one number a sample: `s` [n]. */
const turned: OnnxModel = {
  inputs: [{ name: 'x', type: 'float32', shape: ['n', 8, 8, 1] }],
  outputs: [{ name: 'y', type: 'float32', shape: ['n', 2] }],
  weights: [
    wave('first', [64, WIDTH]),
    wave('last', [1, 2]),
    { name: 'column', shape: [2], data: BigInt64Array.of(-1n, 1n) },
  ],
  nodes: [
    { type: 'Flatten', inputs: ['x'], outputs: ['flat'] },
    { type: 'Gemm', inputs: ['flat', 'first'], outputs: ['h'] },
    { type: 'Transpose', inputs: ['h'], outputs: ['t'], attributes: { perm: [1, 0] } },
    { type: 'Relu', inputs: ['t'], outputs: ['r'] },
    { type: 'Transpose', inputs: ['r'], outputs: ['u'], attributes: { perm: [1, 0] } },
    { type: 'ReduceMean', inputs: ['u'], outputs: ['s'], attributes: { axes: [1], keepdims: 0 } },
    { type: 'Reshape', inputs: ['s', 'column'], outputs: ['c'] },
    { type: 'MatMul', inputs: ['c', 'last'], outputs: ['y'] },
  ],
};
const stated: NonNullable<OnnxModel['values']> = [
  { name: 'flat', type: 'float32', shape: ['n', 64] },
  { name: 'h', type: 'float32', shape: ['n', WIDTH] },
  { name: 't', type: 'float32', shape: [WIDTH, 'n'] },
  { name: 'r', type: 'float32', shape: [WIDTH, 'n'] },
  { name: 'u', type: 'float32', shape: ['n', WIDTH] },
  { name: 's', type: 'float32', shape: ['n'] },
  { name: 'c', type: 'float32', shape: ['n', 1] },
  { name: 'y', type: 'float32', shape: ['n', 2] },
];
/** As an exporter leaves them that took one sample for all. */
const stale: typeof stated = stated.map(({ shape = [], ...value }) => ({
  ...value,
  shape: shape.map((size) => (size === 'n' ? 1 : size)),
}));

async function engineFor(): Promise<EngineClient> {
  const engine = await startEngine({ lab: await tinyLab(), devices: ['wasm'], workers: 1 });
  onTestFinished(() => engine.close());
  return engine;
}

async function sourceOf(values: typeof stated) {
  const file = path.join(await temporaryFolder(), 'model.onnx');
  writeFileSync(file, onnxFile({ ...turned, values }));
  return { kind: 'path', path: file } as const;
}

it('is told by what is computed: the same of a file that states all sizes, wrong ones, or none', async () => {
  const engine = await engineFor();
  for (const values of [[], stated, stale]) {
    const { nodes } = await engine.request('models.inspect', { source: await sourceOf(values) });
    expect(nodes.flatMap(({ name, isCut }) => (isCut ? [name] : []))).toEqual(['flat', 'h', 'u', 's', 'c']);
    expect(nodes.find(({ name }) => name === 't')?.shape).toEqual([WIDTH, null]);
  }
});

it.skipIf(!hasOnnxRuntime())(
  'is taken where it is offered, and refused where it is not',
  async () => {
    const engine = await engineFor();
    for (const values of [[], stated]) {
      const source = await sourceOf(values);
      const imported = (embedding: string) =>
        engine.request('models.import', {
          source,
          dataset: 'tiny',
          directory: null,
          map: ModelMap.parse({
            format: 'muroan.model-map',
            formatVersion: 1,
            title: 'Turned',
            inputs: { image: { kind: 'numbers', input: 'x', layout: 'NHWC' } },
            output: { name: 'y', classes: ['differ', 'agree'] },
            embedding,
          }),
        });
      expect((await imported('s')).imported?.gives).toContain('embedding');
      await expect(imported('r')).rejects.toMatchObject({
        code: 'invalid',
        where: 'map.embedding',
        message: 'is "r", which does not hold one part for each sample.',
      });
    }
  },
  60_000,
);
