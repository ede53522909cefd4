import path from 'node:path';
import type { RunDescription } from '../../shared/run';
import { shortId } from '../../shared/identity';
import { layout, modelFiles, runFiles } from '../lab/layout';

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
} as const;

/** The run that an archived file is of; null: of none, it is weights or adapters. */
export function runOf(name: string): string | null {
  const [area, run] = name.split('/');
  return area === 'runs' ? run : null;
}

/** Where a file lies in a lab folder, or in one that is laid out so. @param name as `ArchivedName` has it */
export function placeOf(lab: string, name: string): string {
  const run = runOf(name);
  if (run !== null) return path.join(layout.run(lab, run), ...name.split('/').slice(2));
  const folder = layout.model(lab, path.basename(name, '.safetensors'));
  return name.startsWith('adapters/') ? modelFiles.adapters(folder) : modelFiles.weights(folder);
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
