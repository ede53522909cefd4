import type { DeviceKind } from '../../shared/device';
import type { DeviceWatch } from './device-watch';

/** What a probe found: the hardware, as the system names it, or why the backend cannot be used here. */
export type Probe =
  | { readonly available: true; readonly title: string; readonly hardware: string }
  | { readonly available: false; readonly reason: string };

/** How much of the machine a worker may use. */
export interface BackendSettings {
  /** Processor threads, where the backend has threads of its own. */
  readonly threads: number;
}

/**
 * One rung of the device ladder: a tensor backend that this machine may or may not have.
 *
 * Says only whether it can be had and sets it up. Whether its numbers are right is for the self-test, and how many
 * of it run side by side is for the pool. Adding a rung: its kind in `shared/device.ts`, how its workers are run in
 * `devices/ladder.ts`, a file here, and a case in `registry.ts` and in `absence.ts`.
 */
export interface Backend {
  readonly kind: DeviceKind;
  /**
   * Never throws, but says why not. May load native code and set the environment for it, which a process can do once:
   * to be called only where the backend is to be used. What files alone show, `absence.ts` tells before.
   */
  probe(settings: BackendSettings): Promise<Probe>;
  /** Makes it the tensor library's backend in this thread. @throws LabError `unsupported` */
  create(settings: BackendSettings): Promise<void>;
  /** Told of faults that do not come as errors of a call; left out by backends that have none such. */
  readonly watch?: DeviceWatch;
}
