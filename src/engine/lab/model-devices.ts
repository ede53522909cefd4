import { z } from 'zod';
import { DeviceKind } from '../../shared/device';
import { writeFileAtomic } from '../files/atomic';
import { readJsonFile } from '../files/json-file';
import { layout, modelFiles } from './layout';

/** What was learned about a model on the devices of this lab. */
const ModelDevices = z.strictObject({
  format: z.literal('muroan.model-devices'),
  formatVersion: z.literal(1),
  /** Inputs that are best computed together. */
  rowsAtOnce: z.partialRecord(DeviceKind, z.int().min(1)),
});
type ModelDevices = z.infer<typeof ModelDevices>;

const devicesFile = {
  schema: ModelDevices,
  remedy: 'Remove the file; it is measured again.',
} as const;

/** Null while it has not been measured. @throws LabError `damaged`, `unsupported` */
export async function knownRowsAtOnce(lab: string, model: string, device: DeviceKind): Promise<number | null> {
  return (await read(lab, model)).rowsAtOnce[device] ?? null;
}

export async function keepRowsAtOnce(lab: string, model: string, device: DeviceKind, rows: number): Promise<void> {
  const known = await read(lab, model);
  const content: ModelDevices = { ...known, rowsAtOnce: { ...known.rowsAtOnce, [device]: rows } };
  await writeFileAtomic(modelFiles.devices(layout.model(lab, model)), `${JSON.stringify(content, null, 2)}\n`);
}

async function read(lab: string, model: string): Promise<ModelDevices> {
  const known = await readJsonFile(modelFiles.devices(layout.model(lab, model)), devicesFile);
  return known ?? { format: 'muroan.model-devices', formatVersion: 1, rowsAtOnce: {} };
}
