/** Exported models asked by what reads them: ONNX Runtime, and the converter of TensorFlow.js. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ModelGraph } from '../../../src/engine/export/graph';
import { onnxModel } from '../../../src/engine/export/onnx/model';
import { askTfjs } from '../../../src/engine/export/tfjs/ask';
import { tfjsModel } from '../../../src/engine/export/tfjs/model';
import type { HostTensors } from '../../../src/engine/predictors/host-tensor';
import { openGraph } from '../../../src/engine/predictors/onnx/runtime';
import { onnxFile } from '../../../src/engine/formats/onnx/write';
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
  const files = tfjsModel(graph, { generatedBy: 'test', convertedBy: 'test', metadata: {} });
  return Array.from(await askTfjs(files, asked));
}
