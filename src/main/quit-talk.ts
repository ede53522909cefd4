import { LabError } from '../shared/errors';
import { canonicalJson } from '../shared/identity';
import type { QuitDecision, Quitting } from '../shared/window/quitting';

/** What a host that quits and the person tell each other while batches are waited for, by its windows or by dialogs. */
export class QuitTalk {
  readonly #onState: (state: Quitting) => void;
  #state: Quitting = { state: 'no' };
  #answer: ((decision: QuitDecision) => void) | null = null;
  #listeners: readonly (() => void)[] = [];

  constructor(onState: (state: Quitting) => void) {
    this.#onState = onState;
  }

  get state(): Quitting {
    return this.#state;
  }

  /** Does somebody wait for a decision? */
  get isOpen(): boolean {
    return this.#answer !== null;
  }

  /** What is said already is not said again. */
  say(state: Quitting): void {
    if (state.state === 'no') this.#answer = null;
    if (canonicalJson(state) === canonicalJson(this.#state)) return;
    this.#state = state;
    const listeners = this.#listeners;
    this.#listeners = [];
    for (const changed of listeners) changed();
    this.#onState(state);
  }

  /** Resolves when something else is said than now. */
  changed(): Promise<void> {
    return new Promise((resolve) => {
      this.#listeners = [...this.#listeners, resolve];
    });
  }

  /** Resolves with what is decided next; whoever waited before hears nothing more. */
  decided(): Promise<QuitDecision> {
    return new Promise((resolve) => {
      this.#answer = resolve;
    });
  }

  /** @throws LabError `conflict` where nothing is to be decided */
  decide(decision: QuitDecision): void {
    const answer = this.#answer;
    if (answer === null) {
      throw new LabError('conflict', 'There is nothing to decide: the program does not wait to quit.');
    }
    this.#answer = null;
    answer(decision);
  }
}
