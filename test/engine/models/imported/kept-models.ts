import type * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { writeContainer } from '../../../../src/engine/formats/tfjs/container';
import { readModelJson } from '../../../../src/engine/formats/tfjs/model-json';
import { artifactsOf, tfjsFiles } from '../../../support/tfjs-files';

/** As the lab keeps them. */
export async function keptLayers(model: LayersModel): Promise<Uint8Array> {
  return kept(await artifactsOf(model), 'layers-model');
}

export function kept(artifacts: tf.io.ModelArtifacts, format: 'layers-model' | 'graph-model'): Uint8Array {
  const { json, shards } = tfjsFiles(artifacts, 1, format);
  const read = readModelJson(JSON.stringify({ ...json, signature: artifacts.signature }), 'model.json');
  const { form, topology, signature, specs } = read;
  return writeContainer({ form, topology, signature, specs, weights: Object.values(shards)[0] });
}
