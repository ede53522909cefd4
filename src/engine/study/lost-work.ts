import { LabError } from '../../shared/errors';

interface Loss {
  readonly what: string;
  readonly error: LabError;
}

/**
 * Work that no device could do: what ended two workers in a row, or does not fit into memory. The rest of a run goes on
 * without it; everything else that goes wrong stops the run.
 */
export class LostWork {
  readonly #onWarning: (text: string) => void;
  readonly #losses: Loss[] = [];

  constructor(onWarning: (text: string) => void) {
    this.#onWarning = onWarning;
  }

  /** Does the work, or notes what was lost. @returns its result, null when it is lost. @throws whatever is no loss */
  async attempt<Result>(what: string, work: () => Promise<Result>): Promise<Result | null> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof LabError) || !isLoss(error)) throw error;
      this.#losses.push({ what, error });
      this.#onWarning(`${what} could not be computed, the run goes on without it: ${error.toString()}`);
      return null;
    }
  }

  /** @throws LabError of the first loss, naming how many there were */
  throwIfAny(): void {
    const first = this.#losses.at(0);
    if (first === undefined) return;
    const others = this.#losses.length - 1;
    const more = others === 0 ? '' : ` So it was with ${others} other ${others === 1 ? 'part' : 'parts'}.`;
    throw new LabError(first.error.code, `could not be computed; all else is. ${first.error.message}${more}`, {
      where: first.what,
      remedy: `${first.error.remedy ?? ''} Then resume the run: only what is missing is computed.`.trim(),
    });
  }
}

function isLoss({ code }: LabError): boolean {
  return code === 'device-lost' || code === 'out-of-memory';
}
