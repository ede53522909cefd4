import { unwatchFile, watchFile } from 'node:fs';
import { readPredictors } from '../host/settings/predictors';
import { settingsFile } from '../host/settings/settings-file';

/** Milliseconds between two looks at the file: the command line, or another window, may have changed it. */
const every = 1000;

/** Whether programs of the user's own are asked, as the file of this machine's settings says, now and whenever it changes. */
export class AllowedPredictors {
  readonly #file = settingsFile();
  readonly #tell: (allowed: boolean) => Promise<void>;
  #told: boolean;
  readonly #look = (): void => {
    // Where the engine is gone, the next one is started by what the file says.
    this.follow().catch(() => undefined);
  };

  /** @param tell a change, to the engine that runs */
  constructor(tell: (allowed: boolean) => Promise<void>) {
    this.#tell = tell;
    this.#told = this.allowed;
    watchFile(this.#file, { interval: every, persistent: false }, this.#look);
  }

  /** Settings that cannot be read allow nothing; that they cannot is told with the devices. */
  get allowed(): boolean {
    try {
      return readPredictors(this.#file);
    } catch {
      return false;
    }
  }

  /** Has the engine follow the file. @throws LabError where it does not answer */
  async follow(): Promise<void> {
    const { allowed } = this;
    if (allowed === this.#told) return;
    this.#told = allowed;
    await this.#tell(allowed);
  }

  close(): void {
    unwatchFile(this.#file, this.#look);
  }
}
