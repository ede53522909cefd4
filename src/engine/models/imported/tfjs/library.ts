/**
 * What loads models of TensorFlow.js; not before one is there. It reads and changes tensors by methods of theirs, which the
 * tensor library's main file for Node leaves out.
 */
// First, for the methods are put on the tensors of whichever copy of the library comes first.
import '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops';
import { LabError } from '../../../../shared/errors';

export const layersLibrary = () => import('@tensorflow/tfjs-layers');
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
