import type { DeviceInfo, DeviceKind } from '../../shared/device';
import { cancelled, isCancelled, LabError } from '../../shared/errors';
import { absence, OTHERS } from '../backends/absence';
import { ladder } from './ladder';
import type { Devices } from './devices';

export interface SurveyOptions {
  /** Also measure the speed of one worker of each, which takes some seconds. */
  readonly measure: boolean;
  /** Work is under way, which is not to be slowed down: nothing is started, tested or measured. */
  readonly busy: boolean;
  readonly signal: AbortSignal;
}

/** What this machine can compute on. What was tried once is known as long as the engine lives. */
export class DeviceSurvey {
  readonly #devices: Devices;
  readonly #known = new Map<DeviceKind, DeviceInfo>();

  constructor(devices: Devices) {
    this.#devices = devices;
  }

  /** Every rung of the device ladder, best first. @throws LabError `cancelled` */
  async list(options: SurveyOptions): Promise<DeviceInfo[]> {
    const listed: DeviceInfo[] = [];
    // One after the other, so that they do not slow each other down.
    for (const { kind } of ladder) {
      if (options.signal.aborted) throw cancelled();
      listed.push(await this.#look(kind, options));
    }
    return listed;
  }

  async #look(kind: DeviceKind, options: SurveyOptions): Promise<DeviceInfo> {
    const absent = absence(kind);
    if (absent !== null) return without(kind, 'unavailable', absent.reason);
    try {
      const info = await this.#find(kind, options);
      if (info === null) return without(kind, 'untried', 'Not tried while work is under way.');
      this.#known.set(kind, info);
      return info;
    } catch (error) {
      if (isCancelled(error)) throw error;
      return without(kind, 'unavailable', reasonOf(error));
    }
  }

  /** Null: it would have to be tried. */
  async #find(kind: DeviceKind, { measure, busy, signal }: SurveyOptions): Promise<DeviceInfo | null> {
    const known = this.#known.get(kind);
    const started = this.#devices.started(kind);
    if (started !== null) {
      const measured = measure && !busy ? await started.run({ kind: 'self-test', measure }, { signal }) : null;
      return { ...started.info(), speed: measured?.speed ?? known?.speed ?? null };
    }
    if (known !== undefined && (busy || !measure)) return known;
    return busy ? null : this.#devices.try(kind, { measure, signal });
  }
}

function without(kind: DeviceKind, state: 'unavailable' | 'untried', reason: string): DeviceInfo {
  return { kind, title: kind, state, reason, hardware: '', workers: 0, threads: 0, selfTestError: null, speed: null };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof LabError)) return String(error);
  const { message, remedy } = error;
  return remedy === undefined || remedy === OTHERS ? message : `${message} ${remedy}`;
}
