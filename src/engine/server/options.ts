import { parseArgs } from 'node:util';
import { z } from 'zod';
import { DeviceKind } from '../../shared/device';
import { parse } from '../../shared/parse';

const EngineOptions = z.strictObject({
  lab: z.string().min(1),
  workers: z.coerce.number().int().min(1).max(256).optional(),
  devices: z.array(DeviceKind).default([]),
  predictors: z.boolean().default(false),
});
export type EngineOptions = z.infer<typeof EngineOptions>;

/** @throws LabError `invalid`; TypeError for an option there is not */
export function parseOptions(args: readonly string[]): EngineOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      lab: { type: 'string' },
      workers: { type: 'string' },
      devices: { type: 'string' },
      predictors: { type: 'boolean' },
    },
  });
  return parse(EngineOptions, { ...values, devices: values.devices?.split(',') }, 'engine');
}
