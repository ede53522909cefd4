import { findNode } from '../host/node-program';
import { startEngine, type EngineClient } from '../host/engine-client';
import type { DeviceKind } from '../shared/device';
import { LabError, toWire } from '../shared/errors';
import type { LabNotification } from '../shared/lab-channel/lab-api';
import type { Params, RequestName, Result, Told } from '../shared/protocol';

export type EngineState = LabNotification<'engineState'>;

export interface SupervisorOptions {
  readonly lab: string;
  /** What to compute on, asked at each start. */
  readonly devices: () => readonly DeviceKind[];
  /** Whether programs of the user's own are asked; likewise. */
  readonly predictors: () => boolean;
  /** Everything that the engine tells. */
  readonly onNotification: (told: Told) => void;
  readonly onState: (state: EngineState) => void;
}

/** An engine that ends this often within this time (ms) is not started again by itself. */
const giveUp = { ends: 3, within: 60_000 };

const MS_PER_SECOND = 1000;

/** Keeps one engine running: starts it, and starts it anew when it ends, but not again and again. */
export class EngineSupervisor {
  readonly #options: SupervisorOptions;
  #state: EngineState = { state: 'starting', reason: '' };
  /** Settles when the engine that was started last answers, or does not. */
  #engine: Promise<EngineClient>;
  #ends: readonly number[] = [];
  #closed = false;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.#engine = this.#start();
  }

  get state(): EngineState {
    return this.#state;
  }

  /** Waits for an engine that is starting. @throws LabError what the engine answers; `internal` while it is gone */
  async request<Name extends RequestName>(
    name: Name,
    params: Params<Name>,
    signal?: AbortSignal,
  ): Promise<Result<Name>> {
    const engine = await this.#engine;
    return engine.request(name, params, signal === undefined ? {} : { signal });
  }

  /** Ends the engine, if it lives, and starts a new one. @throws LabError when that does not start */
  async restart(): Promise<void> {
    this.#ends = [];
    const before = this.#engine;
    this.#engine = (async () => {
      const engine = await before.catch(() => null);
      await engine?.close();
      return this.#start();
    })();
    await this.#engine;
  }

  /** Ends the engine for good. */
  async close(): Promise<void> {
    this.#closed = true;
    const engine = await this.#engine.catch(() => null);
    await engine?.close();
  }

  #start(): Promise<EngineClient> {
    this.#enter({ state: 'starting', reason: '' });
    const starting = this.#startOnce();
    // Whoever asks of it learns why it did not start; nobody may ask.
    starting.catch(() => undefined);
    return starting;
  }

  async #startOnce(): Promise<EngineClient> {
    let engine: EngineClient;
    try {
      engine = await startEngine({
        lab: this.#options.lab,
        devices: this.#options.devices(),
        predictors: this.#options.predictors(),
        node: findNode(),
        onNotification: this.#options.onNotification,
      });
    } catch (error) {
      const gone = error instanceof LabError ? error : new LabError('internal', toWire(error).message);
      this.#enter({ state: 'gone', reason: gone.toString() });
      throw gone;
    }
    this.#enter({ state: 'ready', reason: '' });
    void engine.ended.then((reason) => {
      this.#onEnd(engine, reason);
    });
    return engine;
  }

  #onEnd(engine: EngineClient, reason: LabError): void {
    void this.#engine.then(
      (current) => {
        // Ended on purpose: by `close`, or by `restart`, which waits for another one.
        if (this.#closed || current !== engine) return;
        const now = Date.now();
        this.#ends = [...this.#ends.filter((at) => at > now - giveUp.within), now];
        if (this.#ends.length < giveUp.ends) {
          this.#enter({ state: 'gone', reason: reason.toString() });
          this.#engine = this.#start();
        } else {
          const often = new LabError(
            'internal',
            `The engine ended ${giveUp.ends} times within ${giveUp.within / MS_PER_SECOND} seconds. ${reason.message}`,
          );
          this.#engine = Promise.reject(often);
          this.#engine.catch(() => undefined);
          this.#enter({ state: 'gone', reason: often.toString() });
        }
      },
      () => undefined,
    );
  }

  #enter(state: EngineState): void {
    this.#state = state;
    this.#options.onState(state);
  }
}
