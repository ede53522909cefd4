import { hashOfImported, type ImportedModel } from '../../../../shared/imported/imported-model';
import { tensorNames } from '../../../../shared/imported/model-map';
import { fixedBatch } from '../../../../shared/imported/signature';
import type { ModalitySpecs } from '../../../../shared/data/modality';
import { readUnchanged } from '../../../files/read-unchanged';
import { formNodes } from '../../../formats/onnx/form-nodes';
import type { TensorGraph } from '../tensor-graph';
import { waysIn, type Tokenizers } from '../ways-in';
import { openOnnxGraph } from './onnx-graph';

export interface KeptOnnx {
  readonly imported: ImportedModel;
  readonly modalities: ModalitySpecs;
  readonly tokenizers: Tokenizers;
}

/**
 * The graph of the file that was imported.
 *
 * @throws LabError `damaged` for another file; `unsupported` for a graph that the lab cannot compute by itself
 */
export async function openKeptOnnx(
  file: string,
  { imported: { source, signature, map }, modalities, tokenizers }: KeptOnnx,
): Promise<TensorGraph> {
  const bytes = await readUnchanged(file, hashOfImported(source), 'model');
  const { inputs, output } = map;
  return openOnnxGraph({
    nodes: formNodes(bytes, signature, output.name, file),
    inputs: Object.values(inputs).flatMap((input) => tensorNames(input).map(({ tensor }) => tensor)),
    texts: Object.fromEntries(
      Object.entries(inputs).flatMap(([id, input]) =>
        input.kind === 'words' ? [[input.ids, { padding: tokenizers[id].padding, length: input.length }]] : [],
      ),
    ),
    output: output.name,
    fixed: fixedBatch(signature),
    given: (samples, lookups) =>
      Object.assign(
        {},
        ...Object.values(waysIn(map, modalities, tokenizers, lookups)).map((way) => way.given(way.empty(samples))),
      ) as Record<string, never>,
  });
}
