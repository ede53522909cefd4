import { ModelDescription } from '../../shared/models/model-description';
import { readJsonFile } from './json-file';

const modelFile = {
  schema: ModelDescription,
  remedy: 'Remove the model’s folder; the model is trained again when a study needs it.',
} as const;

/** What `model.json` says of a trained model; null when there is no such file. @throws LabError `damaged`, `unsupported` */
export function readModelDescription(file: string): Promise<ModelDescription | null> {
  return readJsonFile(file, modelFile);
}
