import { z } from 'zod';

/**
 * What the lab can compute on. `webgpu-software` is WebGPU on an adapter that is no graphics card: for tests, and only
 * when named.
 */
export const DeviceKind = z.enum(['tensorflow-gpu', 'webgpu', 'tensorflow-cpu', 'wasm', 'webgpu-software', 'cpu']);
export type DeviceKind = z.infer<typeof DeviceKind>;

/** What is to be computed on: tried in this order, so that one alone is pinned. Empty: the best that is there. */
export const DeviceOrder = z
  .array(DeviceKind)
  .refine((kinds) => new Set(kinds).size === kinds.length, 'names a device twice. Name each once.');
export type DeviceOrder = z.infer<typeof DeviceOrder>;

/** One rung of the device ladder. */
export const DeviceInfo = z.strictObject({
  kind: DeviceKind,
  /** `wasm SIMD`. */
  title: z.string(),
  /** `untried`: nobody knows yet, and trying would have disturbed work under way. */
  state: z.enum(['ready', 'unavailable', 'untried']),
  /** Why it is not ready, and what to do about it. */
  reason: z.string().nullable(),
  /** Processor or adapter, as the system names it. */
  hardware: z.string(),
  /** Workers side by side that a study has, or would have. */
  workers: z.int().min(0),
  /** Processor threads of each worker. */
  threads: z.int().min(0),
  /** Largest difference from the stored reference numbers; null when the self-test was not run. */
  selfTestError: z.number().nullable(),
  /** Images per second of one worker that works alone, on the benchmark model; null when not measured. */
  speed: z.strictObject({ forward: z.number(), inputGradient: z.number() }).nullable(),
});
export type DeviceInfo = z.infer<typeof DeviceInfo>;
