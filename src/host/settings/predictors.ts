import { readMachineSettings, writeMachineSettings } from './machine-settings';
import { settingsFile } from './settings-file';

/**
 * Whether this machine's user lets programs of their own be asked; no, unless they said so.
 *
 * @throws LabError `damaged` or `unsupported`, naming the file, when it cannot be read
 */
export function readPredictors(file = settingsFile()): boolean {
  return readMachineSettings(file).predictors;
}

/** @throws LabError as `readPredictors`, and `invalid` where the file cannot be written */
export function writePredictors(predictors: boolean, file = settingsFile()): void {
  writeMachineSettings({ ...readMachineSettings(file), predictors }, file);
}
