import * as tf from '@tensorflow/tfjs-core';
import type { GraphOutline } from '../../../../shared/imported/graph-outline';
import { readUnchanged } from '../../../files/read-unchanged';
import { readContainer } from '../../../formats/tfjs/container';
import { freeingOnFailure } from '../../../tensors';
import { outlineOf } from '../outline';
import type { ToldGraph } from '../tensor-graph';
import { openGraph } from './graph';
import { openLayers } from './layers';

/**
 * A model of TensorFlow.js, as the lab keeps it, on the current backend.
 *
 * @param where for errors
 * @throws LabError `damaged` for what is none; `unsupported` for what the library cannot run
 */
export async function openTfjs(container: Uint8Array, where: string): Promise<ToldGraph> {
  const kept = readContainer(container, where);
  switch (kept.form) {
    case 'layers':
      return freeingVariables(() => openLayers(kept, where));
    case 'graph':
      return freeingVariables(() => openGraph(kept, where));
    default:
      return kept.form satisfies never;
  }
}

/**
 * A library that fails half-way leaves its weights behind, layers' as variables, which no scope frees; and those of models
 * within models it keeps when it is told to let go.
 */
async function freeingVariables(open: () => Promise<ToldGraph>): Promise<ToldGraph> {
  const variables = tf.engine().registeredVariables;
  const known = new Set(Object.keys(variables));
  const free = (names: Iterable<string>): void => {
    for (const name of names) if (Object.hasOwn(variables, name)) variables[name].dispose();
  };
  const madeNow = (): readonly string[] => Object.keys(variables).filter((name) => !known.has(name));
  try {
    const graph = await freeingOnFailure(open);
    const own = madeNow();
    return {
      ...graph,
      dispose: () => {
        graph.dispose();
        free(own);
      },
    };
  } catch (error) {
    free(madeNow());
    throw error;
  }
}

/** @throws LabError as `openTfjs`, `damaged` too for a file that is another than was imported */
export async function openKeptTfjs(file: string, sha256: string): Promise<ToldGraph> {
  return openTfjs(await readUnchanged(file, sha256, 'model'), file);
}

/** @throws LabError as `openTfjs` */
export async function outlineOfTfjs(container: Uint8Array, output: string | null = null): Promise<GraphOutline> {
  const graph = await openTfjs(container, 'model.json');
  try {
    return await outlineOf(graph, output);
  } finally {
    graph.dispose();
  }
}
