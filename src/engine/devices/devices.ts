import type { DeviceInfo, DeviceKind } from '../../shared/device';
import { LabError } from '../../shared/errors';
import { absence, refuseAbsent } from '../backends/absence';
import { ladder } from './ladder';
import { createPool, type DevicePool } from './pool';
import { tryDevice, type TrialOptions } from './trial';
import { defaultWorkers } from './worker-count';

export interface DeviceChoice {
  /** Tried in this order; one pins it. Empty: those that may be chosen without being named, best first. */
  readonly devices: readonly DeviceKind[];
  readonly workers: number | undefined;
  /** The built worker, if not the program's own. */
  readonly workerFile?: string;
}

type Lane = 'study' | 'interactive';
type OnWarning = (text: string) => void;

/** The device that is used when none is named, and why better ones are not. */
interface Chosen {
  readonly device: DeviceKind;
  readonly passedOver: readonly string[];
}

/** The engine's device workers, started when the first job needs them. */
export class Devices {
  #told: readonly DeviceKind[];
  readonly #workers: number | undefined;
  readonly #workerFile: string | undefined;
  readonly #pools = new Map<string, Promise<DevicePool>>();
  readonly #started = new Set<DevicePool>();
  /** Who asked last for the workers of a pool, by its key: told of what happens to them. */
  readonly #listeners = new Map<string, OnWarning>();
  #chosen: Chosen | null = null;
  #studied: DevicePool | null = null;

  constructor({ devices, workers, workerFile }: DeviceChoice) {
    this.#told = devices;
    this.#workers = workers;
    this.#workerFile = workerFile;
  }

  /** What the engine was told to use, if anything. */
  get told(): readonly DeviceKind[] {
    return this.#told;
  }

  /**
   * Uses these for what begins from now on. Work under way goes on where it is.
   *
   * @throws LabError `unsupported` or `internal` when one of them is not there or fails; then nothing is changed
   */
  async choose(devices: readonly DeviceKind[], signal: AbortSignal): Promise<void> {
    for (const kind of devices) {
      if (this.started(kind) === null) await this.try(kind, { measure: false, signal });
    }
    this.#told = devices;
    this.#chosen = null;
  }

  /** The workers of long work on a device, if they were started and live. */
  started(kind: DeviceKind): DevicePool | null {
    const pool = this.#studied;
    return pool?.info().kind !== kind || pool.isLost() ? null : pool;
  }

  /** Starts one worker of a device and ends it. @throws LabError as `tryDevice` */
  try(kind: DeviceKind, options: Pick<TrialOptions, 'measure' | 'signal'>): Promise<DeviceInfo> {
    const workers = this.#workers ?? defaultWorkers(kind);
    return tryDevice(kind, { ...options, workers, workerFile: this.#workerFile });
  }

  /**
   * For long work.
   *
   * @param device null: the first of those to be used that is there
   * @param onWarning told of lost workers until somebody else asks, and of each better device that was passed over: unless it is plainly not on
   *   this machine and nobody has named it. Told anew to everyone who asks, so that each run can note it
   * @throws LabError `unsupported` when the device is not there; `internal` when it fails
   */
  async study(device: DeviceKind | null, onWarning: OnWarning): Promise<DevicePool> {
    if (device === null) this.#chosen?.passedOver.forEach(onWarning);
    const pool = await this.#lane('study', this.#workers, device, onWarning);
    this.#studied = pool;
    await this.#closeOthers(pool.info().kind);
    return pool;
  }

  /** One more worker, for requests that somebody waits for while a study keeps the others busy. */
  interactive(onWarning: OnWarning): Promise<DevicePool> {
    return this.#lane('interactive', 1, null, onWarning);
  }

  /** What long work was done on last; null where none was. */
  used(): DeviceInfo | null {
    return this.#studied?.info() ?? null;
  }

  /** Resident memory in bytes of workers that are processes of their own. */
  memory(): number {
    return [...this.#started].reduce((sum, pool) => sum + pool.memory(), 0);
  }

  /** Ends all workers. */
  async close(): Promise<void> {
    const starting = [...this.#pools.values()];
    this.#pools.clear();
    const pools = await Promise.allSettled(starting);
    await Promise.all(pools.flatMap((pool) => (pool.status === 'fulfilled' ? [pool.value.close()] : [])));
  }

  async #lane(
    lane: Lane,
    workers: number | undefined,
    device: DeviceKind | null,
    onWarning: OnWarning,
  ): Promise<DevicePool> {
    const known = device ?? this.#chosen?.device;
    if (known !== undefined) return this.#pool(lane, known, workers, onWarning);
    const told = this.#told;
    const isNamed = told.length > 0;
    const order = isNamed ? told : automatic;
    const passedOver: string[] = [];
    for (const [index, kind] of order.entries()) {
      try {
        const pool = await this.#pool(lane, kind, workers, onWarning);
        // Unless another choice was made meanwhile.
        if (this.#told === told) this.#chosen = { device: kind, passedOver };
        return pool;
      } catch (error) {
        if (!(error instanceof LabError) || index === order.length - 1) throw error;
        const is = absence(kind)?.is ?? 'unusable';
        if (!isNamed && is !== 'unusable') continue;
        const warning = `The device ${kind} is passed over: ${error.toString()}`;
        passedOver.push(warning);
        onWarning(warning);
      }
    }
    throw new Error('No device may be chosen automatically.');
  }

  /** Long work is done one piece at a time: workers of a device that it has left would only hold memory. */
  async #closeOthers(kept: DeviceKind): Promise<void> {
    const others = [...this.#pools].filter(([key]) => key.startsWith('study ') && key !== `study ${kept}`);
    for (const [key, starting] of others) {
      this.#pools.delete(key);
      const pool = await starting;
      this.#started.delete(pool);
      await pool.close();
    }
  }

  async #pool(lane: Lane, device: DeviceKind, workers: number | undefined, onWarning: OnWarning): Promise<DevicePool> {
    const key = `${lane} ${device}`;
    this.#listeners.set(key, onWarning);
    const known = this.#pools.get(key);
    if (known !== undefined) {
      const pool = await known;
      if (!pool.isLost()) return pool;
      // Another caller may have seen it first.
      if (this.#pools.get(key) !== known) return this.#pool(lane, device, workers, onWarning);
    }
    refuseAbsent(device);
    const starting = createPool({
      device,
      workers,
      workerFile: this.#workerFile,
      onWarning: (text) => this.#listeners.get(key)?.(text),
    });
    this.#pools.set(key, starting);
    // A device that was refused once may be there at the next try (memory was short).
    starting.then(
      (pool) => this.#started.add(pool),
      () => this.#pools.delete(key),
    );
    return starting;
  }
}

const automatic = ladder.filter((rung) => rung.automatic).map(({ kind }) => kind);
