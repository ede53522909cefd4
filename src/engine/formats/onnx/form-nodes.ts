import { LabError } from '../../../shared/errors';
import type { PredictorSignature } from '../../../shared/imported/signature';
import { NoForm, readNodes, type OnnxNodes } from './nodes';
import { MessageFault } from './protobuf';

/**
 * The nodes of a graph that the lab computes by itself.
 *
 * @param output the one that is asked for
 * @param where the file, for errors
 * @throws LabError `unsupported` for a graph that it cannot compute; `damaged` for one that nobody can
 */
export function formNodes(bytes: Uint8Array, signature: PredictorSignature, output: string, where: string): OnnxNodes {
  try {
    const inputs = signature.inputs.map(({ name }) => name);
    return readNodes(bytes, inputs, output);
  } catch (error) {
    if (error instanceof NoForm) {
      throw new LabError('unsupported', `has no form that gradients pass: it ${error.message}.`, {
        where,
        remedy: 'Export it with plain operators, or take it as a black box: "gradients": "never" in its map.',
      });
    }
    if (!(error instanceof MessageFault)) throw error;
    throw new LabError('damaged', `is a damaged ONNX model: it ${error.message}.`, {
      where,
      remedy: 'Export the model again, and copy the whole file.',
    });
  }
}
