import { readFile } from 'node:fs/promises';
import { LabError } from '../../../shared/errors';
import { hashOfBytes } from '../../../shared/identity';
import type { ImportedModel } from '../../../shared/imported/imported-model';
import type { ModelDescription } from '../../../shared/model-description';
import { importedFiles } from '../../files/imported-files';
import { MASK_WORD } from '../../modalities/modality';
import { BlockingPredictor } from '../../predictors/bridge/blocking';
import type { PredictorSource } from '../../predictors/predictor';
import { notRead } from '../../predictors/tfjs/not-read';
import { openTokenizer, type OpenTokenizer } from '../../predictors/words/tokenizer';
import type { FusedModel } from '../fused-model';
import { blackBox } from './black-box';

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
  const tokenizers = await openTokenizers(folder, imported);
  const predictor = await BlockingPredictor.open(sourceOf(folder, imported));
  return blackBox({ description, imported, tokenizers, predictor });
}

function sourceOf(folder: string, { source, map }: ImportedModel): PredictorSource {
  switch (source.kind) {
    case 'onnx':
      return { kind: 'onnx', file: importedFiles.graph(folder), sha256: source.sha256 };
    case 'http':
      return { kind: 'http', address: source.address, seconds: map.timeout };
    case 'tfjs':
      throw notRead(folder);
    default:
      return source satisfies never;
  }
}

async function openTokenizers(
  folder: string,
  { map, files }: ImportedModel,
): Promise<Readonly<Record<string, OpenTokenizer>>> {
  const texts = new Map<string, string>();
  for (const [name, sha256] of Object.entries(files)) {
    const path = importedFiles.beside(folder, name);
    const bytes = await readFile(path);
    if (hashOfBytes(bytes) !== sha256) {
      throw new LabError('damaged', 'is not the file that was imported (its hash differs).', {
        where: path,
        remedy: 'Restore it from a backup, or remove the model and import it again.',
      });
    }
    texts.set(name, bytes.toString('utf8'));
  }
  return Object.fromEntries(
    Object.entries(map.inputs).flatMap(([modality, input]) =>
      input.kind === 'words' ? [[modality, openTokenizer(input, (name) => texts.get(name) ?? '', MASK_WORD)]] : [],
    ),
  );
}
