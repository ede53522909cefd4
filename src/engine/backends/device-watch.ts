import { LabError, type LabErrorDetails } from '../../shared/errors';

/**
 * Something befell the device itself: what it computes from now on, or since, cannot be trusted, whatever the job. Its
 * worker must be replaced.
 */
export class DeviceFault extends LabError {
  constructor(message: string, details: LabErrorDetails = {}, code: 'internal' | 'out-of-memory' = 'internal') {
    super(code, message, details);
  }
}

/**
 * Listens for faults that come by themselves, beside the calls that cause them. Errors of a graphics card do: the call
 * succeeds, and what is read afterwards is zeros.
 */
export class DeviceWatch {
  #fault: DeviceFault | null = null;
  #tell: (fault: DeviceFault) => void = () => undefined;
  readonly #told = new Promise<DeviceFault>((resolve) => {
    this.#tell = resolve;
  });

  /** The first one counts; those that follow are its consequences. */
  report(fault: DeviceFault): void {
    this.#fault ??= fault;
    this.#tell(this.#fault);
  }

  /**
   * Does the work unless the device fails before its end: then rejects at once with the fault, whether the work failed of
   * it, seemed to succeed or still waits for an answer.
   *
   * @throws DeviceFault
   */
  async guard<Result>(work: () => Promise<Result>): Promise<Result> {
    const failed = this.#told.then((fault) => Promise.reject(fault));
    // The work may have settled first, and then nobody waits for this one.
    failed.catch(() => undefined);
    try {
      const result = await Promise.race([work(), failed]);
      if (this.#fault !== null) throw this.#fault;
      return result;
    } catch (error) {
      throw this.#fault ?? error;
    }
  }
}
