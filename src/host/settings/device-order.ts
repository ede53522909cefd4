import type { DeviceOrder } from '../../shared/device';
import { LabError } from '../../shared/errors';
import { readMachineSettings, writeMachineSettings, type MachineSettings } from './machine-settings';
import { settingsFile } from './settings-file';

/**
 * What this machine's user chose to compute on; empty: the best that is there.
 *
 * @throws LabError `damaged` or `unsupported`, naming the file, when it cannot be read
 */
export function readDeviceOrder(file = settingsFile()): DeviceOrder {
  return readMachineSettings(file).devices;
}

/** @throws LabError `invalid` where the file cannot be written */
export function writeDeviceOrder(devices: DeviceOrder, file = settingsFile()): void {
  writeMachineSettings({ ...others(file), devices }, file);
}

/** A file that cannot be read is written anew: that is the way out of it. */
function others(file: string): MachineSettings {
  try {
    return readMachineSettings(file);
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    return { devices: [], predictors: false };
  }
}
