import type { DeviceKind } from '../../shared/device';
import { createPool, type DevicePool } from '../devices/pool';
import { deviceOrder } from '../devices/device-order';

export interface DeviceChoice {
  /** The best device there is when not given. */
  readonly device: DeviceKind | undefined;
  readonly workers: number | undefined;
}

/** The engine's device workers, started when the first job needs them. */
export class Devices {
  readonly kind: DeviceKind;
  readonly #workers: number | undefined;
  readonly #lanes = new Map<'study' | 'interactive', Promise<DevicePool>>();

  constructor({ device, workers }: DeviceChoice) {
    this.kind = device ?? firstAutomatic();
    this.#workers = workers;
  }

  /** For long work. @throws LabError when the device fails its self-test or is not there */
  study(): Promise<DevicePool> {
    return this.#lane('study', this.#workers);
  }

  /** One more worker, for requests that somebody waits for while a study keeps the others busy. */
  interactive(): Promise<DevicePool> {
    return this.#lane('interactive', 1);
  }

  #lane(name: 'study' | 'interactive', workers: number | undefined): Promise<DevicePool> {
    const known = this.#lanes.get(name);
    if (known !== undefined) return known;
    const starting = createPool({ device: this.kind, workers });
    this.#lanes.set(name, starting);
    // A device that was refused once may be there at the next try (memory was short).
    starting.catch(() => this.#lanes.delete(name));
    return starting;
  }
}

/** The best device that may be chosen without being named. Its workers refuse to start where it does not work. */
function firstAutomatic(): DeviceKind {
  const first = deviceOrder.find(({ automatic }) => automatic);
  if (first === undefined) throw new Error('No device may be chosen automatically.');
  return first.kind;
}
