import * as tf from '@tensorflow/tfjs-core';
import type { HostTensors } from '../../predictors/host-tensor';
import type { ModelFile } from './model';

interface GraphFile {
  readonly modelTopology: object;
  readonly signature: object;
  readonly weightsManifest: readonly { readonly weights: tf.io.WeightsManifestEntry[] }[];
}

/** What a graph model answers when its converter reads it, on this thread's backend: logits of all samples, row by row. */
export async function askTfjs([model, weights]: readonly ModelFile[], asked: HostTensors): Promise<Float32Array> {
  const { loadGraphModel } = await import('@tensorflow/tfjs-converter');
  const { modelTopology, signature, weightsManifest } = JSON.parse(Buffer.from(model.bytes).toString()) as GraphFile;
  const loaded = await loadGraphModel({
    load: () =>
      Promise.resolve({
        ...{ modelTopology, signature },
        weightSpecs: weightsManifest.flatMap((group) => group.weights),
        weightData: Uint8Array.from(weights.bytes).buffer,
      }),
  });
  const given = Object.fromEntries(
    Object.entries(asked).map(([name, { type, shape, data }]) => {
      const isWhole = type === 'int64';
      const numbers = isWhole ? Int32Array.from(data, Number) : (data as Float32Array);
      return [name, tf.tensor(numbers, [...shape], isWhole ? 'int32' : 'float32')];
    }),
  );
  try {
    const logits = loaded.execute(given, 'logits') as tf.Tensor;
    const numbers = Float32Array.from(await logits.data());
    logits.dispose();
    return numbers;
  } finally {
    tf.dispose(given);
    loaded.dispose();
  }
}
