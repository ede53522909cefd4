import { createRequire } from 'node:module';
import * as tf from '@tensorflow/tfjs-core';
import { RunningGraph } from '../../../../src/engine/models/imported/graph/run';
import { valueOf } from '../../../../src/engine/models/imported/graph/value';
import { readNodes } from '../../../../src/engine/formats/onnx/nodes';
import { onnxFile, type OnnxModel } from '../../../support/onnx-graph-file';

export interface Numbers {
  readonly type: 'float32' | 'int64' | 'bool';
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

interface RuntimeTensor {
  readonly dims: readonly number[];
  readonly data: ArrayLike<number | bigint>;
}
interface Runtime {
  readonly Tensor: new (type: string, data: unknown, dims: readonly number[]) => RuntimeTensor;
  readonly InferenceSession: {
    create(
      model: Uint8Array,
      options: object,
    ): Promise<{
      run(feeds: Record<string, RuntimeTensor>): Promise<Record<string, RuntimeTensor>>;
      release(): Promise<void>;
    }>;
  };
}

/** What ONNX Runtime answers. */
export async function byRuntime(
  model: OnnxModel,
  given: Readonly<Record<string, Numbers>>,
): Promise<Readonly<Record<string, Omit<Numbers, 'type'>>>> {
  const { Tensor, InferenceSession } = createRequire(import.meta.url)('onnxruntime-node') as Runtime;
  const session = await InferenceSession.create(onnxFile(model), { logSeverityLevel: 4, intraOpNumThreads: 1 });
  const feeds = Object.fromEntries(
    Object.entries(given).map(([name, { type, shape, data }]) => [
      name,
      new Tensor(
        type,
        type === 'int64'
          ? BigInt64Array.from(data, BigInt)
          : type === 'bool'
            ? Uint8Array.from(data)
            : Float32Array.from(data),
        shape,
      ),
    ]),
  );
  const answers = await session.run(feeds);
  await session.release();
  return Object.fromEntries(
    Object.entries(answers).map(([name, { dims, data }]) => [
      name,
      { shape: [...dims], data: Array.from(data, Number) },
    ]),
  );
}

export interface OwnGraph {
  run(given: Readonly<Record<string, tf.Tensor>>): Readonly<Record<string, tf.Tensor>>;
  dispose(): void;
}

/** The same in tensors. */
export function inTensors(model: OnnxModel): OwnGraph {
  const names = model.inputs.map(({ name }) => name);
  const outputs = model.outputs.map(({ name }) => name);
  const parts = outputs.map((output) => new RunningGraph(readNodes(onnxFile(model), names, output), names));
  return {
    run: (given) => {
      const values = new Map(Object.entries(given).map(([name, tensor]) => [name, valueOf(tensor)]));
      return Object.fromEntries(
        outputs.map((output, at) => [output, parts[at].run(values, [output], 1).get(output)!.tensor()]),
      );
    },
    dispose: () => {
      for (const part of parts) part.dispose();
    },
  };
}

export function tensorOf({ type, shape, data }: Numbers): tf.Tensor {
  return tf.tensor([...data], [...shape], type === 'int64' ? 'int32' : type);
}
