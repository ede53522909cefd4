import path from 'node:path';
import type { RunDescription } from '../../shared/runs/run';
import { shortId } from '../../shared/identity';
import type { ImportedModel } from '../../shared/imported/imported-model';
import { isKept, type KeptSource } from '../../shared/imported/source-facts';
import { importedFiles } from '../files/imported-files';
import { layout, modelFiles, runFiles, weightsFiles } from '../lab/layout';

/** Names of a run's files in an archive. */
export const archivedNames = {
  description: (run: string) => `runs/${run}/run.json`,
  dataset: (run: string) => `runs/${run}/dataset.json`,
  records: (run: string) => `runs/${run}/records.jsonl`,
  inputs: (run: string) => `runs/${run}/inputs.jsonl`,
  events: (run: string) => `runs/${run}/events.jsonl`,
  log: (run: string) => `runs/${run}/log.jsonl`,
  model: (run: string, model: string) => `runs/${run}/models/${shortId(model)}.json`,
  weights: (model: string) => `weights/${shortId(model)}.safetensors`,
  adapters: (model: string) => `adapters/${shortId(model)}.safetensors`,
  /** Of a model made elsewhere: what the lab keeps of it, and vocabularies by their SHA-256. */
  kept: (model: string, kind: KeptSource['kind']) => `imported/${shortId(model)}/model.${kind}`,
  vocabulary: (model: string, sha256: string) => `imported/${shortId(model)}/files/${sha256}`,
  /** Of pretrained weights, by their hash. */
  pretrained: (hash: string) => `pretrained/${shortId(hash)}/weights.json`,
  tensors: (hash: string) => `pretrained/${shortId(hash)}/weights.safetensors`,
} as const;

/** The run that an archived file is of; null: of none, it is of a model or of pretrained weights. */
export function runOf(name: string): string | null {
  const [area, run] = name.split('/');
  return area === 'runs' ? run : null;
}

/**
 * Where a file lies in a lab folder, or in one that is laid out so; a vocabulary, whose name only the model's description
 * tells, where it lies until it has that name.
 *
 * @param name as `ArchivedName` has it
 */
export function placeOf(lab: string, name: string): string {
  const run = runOf(name);
  if (run !== null) return path.join(layout.run(lab, run), ...name.split('/').slice(2));
  const folder = folderOf(lab, name);
  const file = path.posix.basename(name);
  switch (name.split('/')[0]) {
    case 'adapters':
      return modelFiles.adapters(folder);
    case 'imported':
      if (name.includes('/files/')) return path.join(importedFiles.arrived(folder), file);
      return importedFiles.kept(folder, file === 'model.tfjs' ? 'tfjs' : 'onnx');
    case 'pretrained':
      return file === 'weights.json' ? weightsFiles.description(folder) : weightsFiles.tensors(folder);
    default:
      return modelFiles.weights(folder);
  }
}

/** The folder of the model, or of the pretrained weights, that a file of no run is of. */
export function folderOf(lab: string, name: string): string {
  const [area, one] = name.split('/');
  const id = path.posix.basename(one, '.safetensors');
  return area === 'pretrained' ? layout.weightsOf(lab, id) : layout.model(lab, id);
}

/** Files of a model made elsewhere, with the SHA-256 that each has to have; none of a program, which answers where it runs. */
export function filesOfImported(id: string, { source, files }: ImportedModel): ReadonlyMap<string, string> {
  if (!isKept(source)) return new Map();
  return new Map([
    [archivedNames.kept(id, source.kind), source.sha256],
    ...Object.values(files).map((sha256): [string, string] => [archivedNames.vocabulary(id, sha256), sha256]),
  ]);
}

/** Where the description of a model lies that goes with a run: in the run, where it came from elsewhere. */
export function modelPlaces(lab: string, name: string): readonly [brought: string, own: string] {
  const model = path.basename(name, '.json');
  return [placeOf(lab, name), modelFiles.description(layout.model(lab, model))];
}

/** Ids of a run's models, each once. */
export function modelsOf({ expansion }: RunDescription): readonly string[] {
  return [...new Set(expansion.cells.flatMap((cell) => (cell.kind === 'model' ? [cell.model] : [])))];
}

/** Hashes of the pretrained weights that trainings of a run name, each once. */
export function pretrainedOfRun({ expansion }: RunDescription): readonly string[] {
  const named = expansion.cells.flatMap((cell) =>
    cell.kind === 'model' ? Object.values(cell.spec.training.pretrained).map(({ weights }) => weights) : [],
  );
  return [...new Set(named)];
}

/** Files that every run has. */
export function ownFiles(run: string): readonly string[] {
  const { description, dataset, records } = archivedNames;
  return [description(run), dataset(run), records(run)];
}

/** Where its events lie in a lab. */
export function eventsOf(lab: string, run: string): string {
  return runFiles.events(layout.run(lab, run));
}

/** Is this file of an archive the log of a run? It may be missing. */
export function isLog(name: string): boolean {
  const run = runOf(name);
  return run !== null && name === archivedNames.log(run);
}
