import type { DeviceInfo, DeviceKind } from '../../shared/device';
import { LabError } from '../../shared/errors';
import { deviceOrder } from './device-order';
import { createPool, type DevicePool } from './pool';

export interface DeviceChoice {
  /** Tried in this order; one pins it. Empty: those that may be chosen without being named, best first. */
  readonly devices: readonly DeviceKind[];
  readonly workers: number | undefined;
}

type Lane = 'study' | 'interactive';

/** The engine's device workers, started when the first job needs them. */
export class Devices {
  /** What the engine was told to use, if anything. */
  readonly told: readonly DeviceKind[];
  readonly #workers: number | undefined;
  readonly #pools = new Map<string, Promise<DevicePool>>();
  readonly #started: DevicePool[] = [];
  #chosen: DeviceKind | null = null;
  #studied: DevicePool | null = null;

  constructor({ devices, workers }: DeviceChoice) {
    this.told = devices;
    this.#workers = workers;
  }

  /**
   * For long work.
   *
   * @param device null: the first of those to be used that is there
   * @param onWarning told of a better device that is there and was passed over because it fails, and of lost workers
   * @throws LabError `unsupported` when the device is not there; `internal` when it fails
   */
  async study(device: DeviceKind | null, onWarning: (text: string) => void): Promise<DevicePool> {
    this.#studied = await this.#lane('study', this.#workers, device, onWarning);
    return this.#studied;
  }

  /** One more worker, for requests that somebody waits for while a study keeps the others busy. */
  interactive(onWarning: (text: string) => void): Promise<DevicePool> {
    return this.#lane('interactive', 1, null, onWarning);
  }

  /** What long work was done on last; null where none was. */
  used(): DeviceInfo | null {
    return this.#studied?.info() ?? null;
  }

  /** Resident memory in bytes of workers that are processes of their own. */
  memory(): number {
    return this.#started.reduce((sum, pool) => sum + pool.memory(), 0);
  }

  async #lane(
    lane: Lane,
    workers: number | undefined,
    device: DeviceKind | null,
    onWarning: (text: string) => void,
  ): Promise<DevicePool> {
    const known = device ?? this.#chosen;
    if (known !== null) return this.#pool(lane, known, workers, onWarning);
    const order = this.told.length > 0 ? this.told : automatic;
    for (const [index, kind] of order.entries()) {
      try {
        const pool = await this.#pool(lane, kind, workers, onWarning);
        this.#chosen = kind;
        return pool;
      } catch (error) {
        if (!(error instanceof LabError) || index === order.length - 1) throw error;
        if (error.code !== 'unsupported') onWarning(`The device ${kind} is passed over: ${error.toString()}`);
      }
    }
    throw new Error('No device may be chosen automatically.');
  }

  async #pool(
    lane: Lane,
    device: DeviceKind,
    workers: number | undefined,
    onWarning: (text: string) => void,
  ): Promise<DevicePool> {
    const key = `${lane} ${device}`;
    const known = this.#pools.get(key);
    if (known !== undefined) {
      const pool = await known;
      if (!pool.isLost()) return pool;
      // Another caller may have seen it first.
      if (this.#pools.get(key) !== known) return this.#pool(lane, device, workers, onWarning);
    }
    const starting = createPool({ device, workers, onWarning });
    this.#pools.set(key, starting);
    // A device that was refused once may be there at the next try (memory was short).
    starting.then(
      (pool) => this.#started.push(pool),
      () => this.#pools.delete(key),
    );
    return starting;
  }
}

const automatic = deviceOrder.filter((rung) => rung.automatic).map(({ kind }) => kind);
