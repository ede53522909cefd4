import { existsSync } from 'node:fs';
import { z } from 'zod';
import { DeviceOrder } from '../../shared/device';
import { LabError } from '../../shared/errors';
import { parseFile } from '../../shared/json/json-file';
import { readJsonFile } from '../files/json-file';
import { writeWhole } from '../files/whole-file';

const MachineSettings = z.strictObject({
  format: z.literal('muroan.machine'),
  formatVersion: z.literal(1),
  /** What is computed on; another lab or program start keeps to it. */
  devices: DeviceOrder,
  /** Whether programs of the user's own on this machine are asked for what their models answer. */
  predictors: z.boolean().default(false),
});
export type MachineSettings = Pick<z.infer<typeof MachineSettings>, 'devices' | 'predictors'>;

const remedy = 'Choose again in the window under Settings, Devices, or delete the file.';

/**
 * What this machine's user chose; without a file what is usual.
 *
 * @throws LabError `damaged` or `unsupported`, naming the file, when it cannot be read
 */
export function readMachineSettings(file: string): MachineSettings {
  if (!existsSync(file)) return { devices: [], predictors: false };
  try {
    return parseFile(readJsonFile(file), { schema: MachineSettings, whenNewer: remedy }, file);
  } catch (error) {
    if (!(error instanceof LabError) || error.code === 'unsupported') throw error;
    throw new LabError('damaged', error.message, { where: error.where ?? file, remedy });
  }
}

/** @throws LabError `invalid` where the file cannot be written */
export function writeMachineSettings({ devices, predictors }: MachineSettings, file: string): void {
  const content: z.input<typeof MachineSettings> = {
    format: 'muroan.machine',
    formatVersion: 1,
    devices,
    // Left out where it is as ever: earlier versions of the app read the file too.
    ...(predictors ? { predictors } : {}),
  };
  writeWhole(file, `${JSON.stringify(content, null, 2)}\n`);
}
