/** Exported models asked by what reads them: ONNX Runtime, and the converter of TensorFlow.js. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import type { ModelGraph } from '../../../src/engine/export/graph';
import { onnxModel } from '../../../src/engine/export/onnx/model';
import { tfjsModel } from '../../../src/engine/export/tfjs/model';
import type { HostTensors } from '../../../src/engine/predictors/host-tensor';
import { openGraph } from '../../../src/engine/predictors/onnx/runtime';
import { onnxFile } from '../../../src/engine/predictors/onnx/write';
import { temporaryFolder } from '../../support/temporary-folder';

export async function answersByOnnx(graph: ModelGraph, asked: HostTensors): Promise<readonly number[]> {
  const bytes = onnxFile(onnxModel(graph));
  const file = path.join(await temporaryFolder(), 'model.onnx');
  writeFileSync(file, bytes);
  const opened = await openGraph(file, createHash('sha256').update(bytes).digest('hex'));
  const { logits } = await opened.ask(asked, ['logits']);
  return Array.from(logits.data, Number);
}

export async function answersByTfjs(graph: ModelGraph, asked: HostTensors): Promise<readonly number[]> {
  const [model, weights] = tfjsModel(graph, { generatedBy: 'test', convertedBy: 'test', metadata: {} });
  const { modelTopology, weightsManifest, signature } = JSON.parse(Buffer.from(model.bytes).toString()) as {
    readonly modelTopology: object;
    readonly signature: object;
    readonly weightsManifest: readonly { readonly weights: tf.io.WeightsManifestEntry[] }[];
  };
  const loaded = await loadGraphModel({
    load: () =>
      Promise.resolve({
        ...{ modelTopology, signature },
        weightSpecs: weightsManifest[0].weights,
        weightData: Uint8Array.from(weights.bytes).buffer,
      }),
  });
  const given = Object.fromEntries(
    Object.entries(asked).map(([name, { type, shape, data }]) => [
      name,
      tf.tensor(
        Float32Array.from(data as ArrayLike<number>, Number),
        [...shape],
        type === 'int64' ? 'int32' : 'float32',
      ),
    ]),
  );
  const logits = loaded.execute(given, 'logits') as tf.Tensor;
  const numbers = Array.from(await logits.data());
  tf.dispose([logits, ...Object.values(given)]);
  loaded.dispose();
  return numbers;
}
