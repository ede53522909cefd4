import { readFile } from 'node:fs/promises';
import { LabError } from '../../../../shared/errors';
import { hashOfBytes } from '../../../../shared/identity';
import type { ImportedModel } from '../../../../shared/imported/imported-model';
import { formNodes } from '../../../predictors/onnx/form-nodes';
import type { OnnxNodes } from '../../../predictors/onnx/nodes';

/**
 * The nodes of the file that was imported.
 *
 * @throws LabError `damaged` for another file; `unsupported` for a graph that the lab cannot compute by itself
 */
export async function openNodes(file: string, { source, signature, map }: ImportedModel): Promise<OnnxNodes> {
  const bytes = await readFile(file);
  if (source.kind !== 'onnx' || hashOfBytes(bytes) !== source.sha256) {
    throw new LabError('damaged', 'is not the model that was imported (its hash differs).', {
      where: file,
      remedy: 'Restore the file from a backup, or remove the model and import it again.',
    });
  }
  return formNodes(bytes, signature, map.output.name, file);
}
