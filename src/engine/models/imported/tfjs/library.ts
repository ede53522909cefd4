/**
 * What loads models of TensorFlow.js; not before one is there. It reads and changes tensors by methods of theirs, which the
 * tensor library's main file for Node leaves out.
 */
// First, for the methods are put on the tensors of whichever copy of the library comes first.
import * as tf from '@tensorflow/tfjs-core';
import type * as Layers from '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops';
import { LabError } from '../../../../shared/errors';

/** As it is loaded it puts the gradients that it brings along in the place of all others; the lab's own are put back. */
export async function layersLibrary(): Promise<typeof Layers> {
  const own = gradients();
  const library = await import('@tensorflow/tfjs-layers');
  own.forEach(tf.registerGradient);
  return library;
}

export const graphLibrary = () => import('@tensorflow/tfjs-converter');

/** A library's error, in its own words. */
export function unsupported(where: string, error: unknown): LabError {
  if (error instanceof LabError) return error;
  const [said] = (error instanceof Error ? error.message : String(error)).split('\n');
  return new LabError('unsupported', `is not run by TensorFlow.js: ${said.slice(0, 300)}`, {
    where,
    remedy: 'Convert the model again, or export it in another way (as a graph, or as ONNX).',
  });
}

/** Its weights as the library reads them, whose buffer has to be their own. */
export function ownBuffer(weights: Uint8Array): ArrayBuffer {
  return Uint8Array.from(weights).buffer;
}

/** Of every kernel that the tensor library has a name for. */
function gradients(): readonly tf.GradConfig[] {
  const exported: readonly unknown[] = Object.values(tf);
  const names = exported.filter((value) => typeof value === 'string');
  return names.flatMap((name) => (tf.getGradient(name) as tf.GradConfig | undefined) ?? []);
}
