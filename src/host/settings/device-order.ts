import { existsSync } from 'node:fs';
import { z } from 'zod';
import { DeviceOrder } from '../../shared/device';
import { LabError } from '../../shared/errors';
import { parseFile } from '../../shared/json-file';
import { readJsonFile } from '../files/json-file';
import { writeWhole } from '../files/whole-file';
import { settingsFile } from './settings-file';

const MachineSettings = z.strictObject({
  format: z.literal('muroan.machine'),
  formatVersion: z.literal(1),
  /** What is computed on; another lab or program start keeps to it. */
  devices: DeviceOrder,
});

const remedy = 'Choose again in the window under Settings, Devices, or delete the file.';

/**
 * What this machine's user chose to compute on; empty: the best that is there.
 *
 * @throws LabError `damaged` or `unsupported`, naming the file, when it cannot be read
 */
export function readDeviceOrder(file = settingsFile()): DeviceOrder {
  if (!existsSync(file)) return [];
  try {
    return parseFile(readJsonFile(file), { schema: MachineSettings, whenNewer: remedy }, file).devices;
  } catch (error) {
    if (!(error instanceof LabError) || error.code === 'unsupported') throw error;
    throw new LabError('damaged', error.message, { where: error.where ?? file, remedy });
  }
}

/** @throws LabError `invalid` where the file cannot be written */
export function writeDeviceOrder(devices: DeviceOrder, file = settingsFile()): void {
  const content: z.input<typeof MachineSettings> = { format: 'muroan.machine', formatVersion: 1, devices };
  writeWhole(file, `${JSON.stringify(content, null, 2)}\n`);
}
