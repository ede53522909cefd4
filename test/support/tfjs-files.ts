import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/** What a model of layers saves, in memory. */
export async function artifactsOf(model: LayersModel): Promise<tf.io.ModelArtifacts> {
  let saved: tf.io.ModelArtifacts = {};
  await model.save({
    save: (artifacts) => {
      saved = artifacts;
      return Promise.resolve({ modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } });
    },
  });
  return saved;
}

/** What `model.json` holds, and the files of weights beside it. */
export interface TfjsFiles {
  readonly json: Record<string, unknown>;
  readonly shards: Readonly<Record<string, Uint8Array>>;
}

/** As the converter writes them. @param shards into how many files the weights are split */
export function tfjsFiles(artifacts: tf.io.ModelArtifacts, shards = 1, format = 'layers-model'): TfjsFiles {
  const weights = new Uint8Array(artifacts.weightData as ArrayBuffer);
  const names = Array.from({ length: shards }, (_, at) => `group1-shard${at + 1}of${shards}.bin`);
  const length = Math.ceil(weights.length / shards);
  return {
    json: {
      format,
      generatedBy: 'a test',
      convertedBy: null,
      modelTopology: artifacts.modelTopology,
      weightsManifest: [{ paths: names, weights: artifacts.weightSpecs }],
    },
    shards: Object.fromEntries(names.map((name, at) => [name, weights.slice(at * length, (at + 1) * length)])),
  };
}

export function writeTfjs(folder: string, { json, shards }: TfjsFiles): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'model.json'), JSON.stringify(json));
  for (const [name, bytes] of Object.entries(shards)) writeFileSync(path.join(folder, name), bytes);
}
