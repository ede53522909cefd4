import { readFile } from 'node:fs/promises';
import { LabError } from '../../../../shared/errors';
import { hashOfBytes } from '../../../../shared/identity';
import type { GraphOutline } from '../../../../shared/imported/graph-outline';
import { readContainer } from '../../../predictors/tfjs/container';
import { outlineOf } from '../outline';
import type { TensorGraph } from '../tensor-graph';
import { openGraph } from './graph';
import { openLayers } from './layers';

/**
 * A model of TensorFlow.js, as the lab keeps it, on the current backend.
 *
 * @param where for errors
 * @throws LabError `damaged` for what is none; `unsupported` for what the library cannot run
 */
export async function openTfjs(container: Uint8Array, where: string): Promise<TensorGraph> {
  const kept = readContainer(container, where);
  switch (kept.form) {
    case 'layers':
      return openLayers(kept, where);
    case 'graph':
      return openGraph(kept, where);
    default:
      return kept.form satisfies never;
  }
}

/** @throws LabError as `openTfjs`, `damaged` too for a file that is another than was imported */
export async function openKeptTfjs(file: string, sha256: string): Promise<TensorGraph> {
  const bytes = await readFile(file);
  if (hashOfBytes(bytes) === sha256) return openTfjs(bytes, file);
  throw new LabError('damaged', 'is not the model that was imported (its hash differs).', {
    where: file,
    remedy: 'Restore it from a backup, or remove the model and import it again.',
  });
}

/** @throws LabError as `openTfjs` */
export async function outlineOfTfjs(container: Uint8Array): Promise<GraphOutline> {
  const graph = await openTfjs(container, 'model.json');
  try {
    return await outlineOf(graph);
  } finally {
    graph.dispose();
  }
}
