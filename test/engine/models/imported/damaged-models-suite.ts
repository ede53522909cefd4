import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import type * as Layers from '@tensorflow/tfjs-layers';
import { zipSync } from 'fflate';
import { beforeAll, expect, it } from 'vitest';
import { initBackend } from '../../../../src/engine/backends/registry';
import { inGiven } from '../../../../src/engine/lab/given-place';
import { readGivenTfjs } from '../../../../src/engine/lab/given-tfjs';
import { outlineOf } from '../../../../src/engine/models/imported/outline';
import { layersLibrary } from '../../../../src/engine/models/imported/tfjs/library';
import { openTfjs } from '../../../../src/engine/models/imported/tfjs/open';
import { writeContainer } from '../../../../src/engine/formats/tfjs/container';
import { LabError } from '../../../../src/shared/errors';
import { damages } from '../../data/mapped/damage';
import { temporaryFolder } from '../../../support/temporary-folder';
import { artifactsOf, tfjsFiles, writeTfjs, type TfjsFiles } from '../../../support/tfjs-files';
import { twoInputs } from '../../../support/tfjs-graph';

const tfl = await layersLibrary();

/** What one damaged model may take, with room for a busy machine. */
const MOST_MILLISECONDS = 10_000;
const MOST_BYTES = 1024 * 2 ** 20;

let layers: TfjsFiles;
let graph: TfjsFiles;

async function layersOfSeveralKinds(): Promise<TfjsFiles> {
  const image = tfl.input({ shape: [6, 6, 1], name: 'image' });
  const text = tfl.input({ shape: [4], name: 'text' });
  const apply = (
    layer: Layers.layers.Layer,
    to: Layers.SymbolicTensor | Layers.SymbolicTensor[],
  ): Layers.SymbolicTensor => layer.apply(to) as Layers.SymbolicTensor;
  const seen = apply(tfl.layers.flatten(), apply(tfl.layers.conv2d({ filters: 2, kernelSize: 3 }), image));
  const words = apply(tfl.layers.embedding({ inputDim: 7, outputDim: 3, maskZero: true }), text);
  const read = apply(tfl.layers.gru({ units: 3, recurrentInitializer: 'glorotNormal' }), words);
  const joined = apply(tfl.layers.concatenate(), [seen, read]);
  const answer = apply(tfl.layers.dense({ units: 2, activation: 'softmax' }), joined);
  return tfjsFiles(await artifactsOf(tfl.model({ inputs: [image, text], outputs: answer })), 2);
}

/** Reads, opens and runs it, as an import does. */
async function taken(given: string): Promise<'taken' | LabError> {
  try {
    const opened = await openTfjs(writeContainer(await inGiven(given, readGivenTfjs)), given);
    try {
      await outlineOf(opened);
    } finally {
      opened.dispose();
    }
    return 'taken';
  } catch (error) {
    if (error instanceof LabError) return error;
    throw error;
  }
}

/**
 * Holds models of TensorFlow.js to what is promised of damaged files.
 *
 * @param each damages of each file
 * @param limit milliseconds for all damages of one file
 */
export function testDamagedModels(each: number, limit: number): void {
  beforeAll(async () => {
    await initBackend('wasm');
    layers = await layersOfSeveralKinds();
    const artifacts = twoInputs();
    const files = tfjsFiles(artifacts, 2, 'graph-model');
    graph = { ...files, json: { ...files.json, signature: artifacts.signature } };
  });

  const parts = ['model.json', 'group1-shard2of2.bin', 'zip'] as const;
  it.each((['layers', 'graph'] as const).flatMap((form) => parts.map((part) => [form, part] as const)))(
    'a model of %s whose %s is damaged is refused in words, or is another whole one',
    async (form, part) => {
      const files = form === 'layers' ? layers : graph;
      const root = await temporaryFolder();
      const folder = path.join(root, 'model');
      writeTfjs(folder, files);
      expect(await taken(folder)).toBe('taken');
      const json = Buffer.from(JSON.stringify(files.json));
      const zip = part === 'zip';
      const given = zip ? path.join(root, 'model.zip') : folder;
      const file = zip ? given : path.join(folder, part);
      const bytes = zip
        ? zipSync({ 'model.json': json, ...files.shards })
        : part === 'model.json'
          ? json
          : files.shards[part];
      mkdirSync(root, { recursive: true });
      let refused = 0;
      const tensors = tf.memory().numTensors;
      for (const damaged of damages(bytes, each, `${form} ${part}`)) {
        writeFileSync(file, damaged.bytes);
        const before = readdirSync(root);
        const started = performance.now();
        const found = await taken(given).catch((error: unknown) => {
          throw new Error(`${damaged.how}: ${error instanceof Error ? (error.stack ?? error.message) : 'unknown'}`);
        });
        expect([damaged.how, performance.now() - started < MOST_MILLISECONDS]).toEqual([damaged.how, true]);
        expect([damaged.how, process.memoryUsage().arrayBuffers < MOST_BYTES]).toEqual([damaged.how, true]);
        expect(readdirSync(root)).toEqual(before);
        if (found === 'taken') continue;
        refused += 1;
        expect([damaged.how, ['invalid', 'unsupported', 'not-found', 'out-of-memory']]).toEqual([damaged.how, expect.arrayContaining([found.code])]); // prettier-ignore
        expect([damaged.how, found.message.length > 10, (found.remedy ?? found.problems) !== undefined]).toEqual([
          damaged.how,
          true,
          true,
        ]);
      }
      expect(refused).toBeGreaterThan(each / 10);
      expect(tf.memory().numTensors).toBe(tensors);
    },
    limit,
  );
}
