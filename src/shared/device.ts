import { z } from 'zod';

/**
 * What the lab can compute on. `webgpu-software` is WebGPU on an adapter that is no graphics card: for tests, and only
 * when named.
 */
export const DeviceKind = z.enum(['tensorflow-gpu', 'webgpu', 'tensorflow-cpu', 'wasm', 'webgpu-software', 'cpu']);
export type DeviceKind = z.infer<typeof DeviceKind>;

/** One rung of the device ladder. */
export const DeviceInfo = z.strictObject({
  kind: DeviceKind,
  /** `wasm SIMD`. */
  title: z.string(),
  available: z.boolean(),
  /** Why not, when not available. */
  reason: z.string().nullable(),
  /** Processor or adapter, as the system names it. */
  hardware: z.string(),
  workers: z.int().min(0),
  /** Largest difference from the stored reference numbers; null when the self-test was not run. */
  selfTestError: z.number().nullable(),
  /** Images per second on the benchmark model; null when not measured. */
  speed: z.strictObject({ forward: z.number(), inputGradient: z.number() }).nullable(),
});
export type DeviceInfo = z.infer<typeof DeviceInfo>;
