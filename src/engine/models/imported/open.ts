import { LabError } from '../../../shared/errors';
import type { ImportedModel, ImportedSource } from '../../../shared/imported/imported-model';
import type { ModelDescription } from '../../../shared/models/model-description';
import { importedFiles } from '../../files/imported-files';
import { readUnchanged } from '../../files/read-unchanged';
import { MASK_WORD } from '../../modalities/modality';
import { BlockingPredictor } from '../../predictors/bridge/blocking';
import type { PredictorSource } from '../../predictors/predictor';
import { openTokenizer } from '../../predictors/words/tokenizer';
import type { FusedModel } from '../fused-model';
import { blackBox } from './black-box';
import { graphModel, type GraphModel } from './graph-model';
import { openKeptOnnx } from './graph/open';
import type { TensorGraph } from './tensor-graph';
import { openKeptTfjs } from './tfjs/open';
import type { Tokenizers } from './ways-in';

/**
 * An imported model from its folder.
 *
 * @throws LabError `damaged` for files that are not those that were imported; `unsupported` where what computes it is not there
 */
export async function openImported(
  folder: string,
  description: ModelDescription,
  imported: ImportedModel,
): Promise<FusedModel> {
  return imported.gives.includes('gradients')
    ? openForm(folder, description, imported)
    : openAsked(folder, description, imported);
}

/** By what it was made for, as a black box; of TensorFlow.js that is the library that computes here. */
export async function openAsked(
  folder: string,
  description: ModelDescription,
  imported: ImportedModel,
): Promise<FusedModel> {
  const { source, map } = imported;
  if (source.kind === 'tfjs') return openForm(folder, description, imported);
  const tokenizers = await openTokenizers(folder, imported);
  const predictor = await BlockingPredictor.open(sourceOf(folder, source, map));
  return blackBox({ description, imported, tokenizers, predictor });
}

/** By its graph, computed here. @throws LabError `unsupported` besides for a graph that has no such form */
export async function openForm(
  folder: string,
  description: ModelDescription,
  imported: ImportedModel,
): Promise<GraphModel> {
  const tokenizers = await openTokenizers(folder, imported);
  const graph = await graphOf(folder, description, imported, tokenizers);
  return graphModel({ description, imported, tokenizers, graph });
}

async function graphOf(
  folder: string,
  { modalities }: ModelDescription,
  imported: ImportedModel,
  tokenizers: Tokenizers,
): Promise<TensorGraph> {
  const { source } = imported;
  switch (source.kind) {
    case 'onnx':
      return openKeptOnnx(importedFiles.graph(folder), { imported, modalities, tokenizers });
    case 'tfjs':
      return openKeptTfjs(importedFiles.tfjs(folder), source.sha256);
    case 'http':
      throw new LabError('unsupported', 'is a program of your own, which tells no graph that could be computed here.', {
        where: 'model.json',
        remedy: 'Import it again: it is then asked as it is.',
      });
    default:
      return source satisfies never;
  }
}

function sourceOf(
  folder: string,
  source: Exclude<ImportedSource, { kind: 'tfjs' }>,
  map: ImportedModel['map'],
): PredictorSource {
  switch (source.kind) {
    case 'onnx':
      return { kind: 'onnx', file: importedFiles.graph(folder), sha256: source.sha256 };
    case 'http':
      return { kind: 'http', address: source.address, seconds: map.timeout };
    default:
      return source satisfies never;
  }
}

async function openTokenizers(folder: string, { map, files }: ImportedModel): Promise<Tokenizers> {
  const texts = new Map<string, string>();
  for (const [name, sha256] of Object.entries(files)) {
    const bytes = await readUnchanged(importedFiles.beside(folder, name), sha256, 'file of a model');
    texts.set(name, bytes.toString('utf8'));
  }
  return Object.fromEntries(
    Object.entries(map.inputs).flatMap(([modality, input]) =>
      input.kind === 'words' ? [[modality, openTokenizer(input, (name) => texts.get(name) ?? '', MASK_WORD)]] : [],
    ),
  );
}
