import { cancelled, fromWire, LabError } from '../errors';
import type { LabApi, LabNotification, LabNotificationName, LabRequestName, LabResult } from './lab-api';
import { parse } from '../parse';
import type { Channel } from './channel';
import { FromHost, isLabNotification, labNotifications, labRequests, readEnvelope } from './envelopes';

/** `connecting`: not yet open; `lost`: does not open, or was open and is not; it is tried again by itself. */
export type ChannelState = 'connecting' | 'open' | 'lost';

/** The lab behind a window, and whether the window reaches its host. */
export interface WindowConnection {
  readonly lab: LabApi;
  readonly state: () => ChannelState;
  /** @returns ends the listening */
  readonly onState: (listener: () => void) => () => void;
  /** Tries again at once. */
  readonly reconnect: () => void;
}

interface Pending {
  readonly name: LabRequestName;
  readonly text: string;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Milliseconds until a lost channel is tried again, the first time and at most. */
const retry = { first: 500, most: 5_000 };

const lost = (): LabError =>
  new LabError('internal', 'The host of this window does not answer.', {
    remedy: 'It is tried again by itself. If it was ended, start the lab again.',
  });

/**
 * The window's end of a channel.
 *
 * @param open opens a channel; called again whenever it was lost
 */
export function connectLab(open: () => Channel): WindowConnection {
  return new WindowEnd(open).connection;
}

class WindowEnd {
  readonly #open: () => Channel;
  readonly #pending = new Map<number, Pending>();
  readonly #listeners = new Map<LabNotificationName, Set<(content: never) => void>>();
  readonly #stateListeners = new Set<() => void>();
  #channel: Channel | null = null;
  #state: ChannelState = 'connecting';
  #nextId = 0;
  #wait = retry.first;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(open: () => Channel) {
    this.#open = open;
    this.#connect();
  }

  get connection(): WindowConnection {
    return {
      lab: {
        request: (name, params, { signal } = {}) => this.#request(name, params, signal),
        on: (name, listener) => this.#on(name, listener),
      },
      state: () => this.#state,
      onState: (listener) => {
        this.#stateListeners.add(listener);
        return () => this.#stateListeners.delete(listener);
      },
      reconnect: () => {
        if (this.#state !== 'lost') return;
        this.#wait = retry.first;
        this.#enter('connecting');
        this.#connect();
      },
    };
  }

  #connect(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const channel = this.#open();
    const isCurrent = (): boolean => this.#channel === channel;
    const former = this.#channel;
    this.#channel = channel;
    // One that is still opening, when a person does not wait for it.
    former?.close();
    channel.listen({
      opened: () => {
        if (!isCurrent()) return;
        this.#wait = retry.first;
        for (const { text } of this.#pending.values()) channel.post(text);
        this.#enter('open');
      },
      text: (text) => {
        if (isCurrent()) this.#take(text);
      },
      closed: () => {
        if (!isCurrent()) return;
        this.#channel = null;
        for (const { reject } of this.#pending.values()) reject(lost());
        this.#pending.clear();
        this.#timer = setTimeout(() => {
          this.#connect();
        }, this.#wait);
        this.#wait = Math.min(this.#wait * 2, retry.most);
        this.#enter('lost');
      },
    });
  }

  #enter(state: ChannelState): void {
    if (this.#state === state) return;
    this.#state = state;
    for (const listener of [...this.#stateListeners]) listener();
  }

  #request<Name extends LabRequestName>(
    name: Name,
    params: unknown,
    signal: AbortSignal | undefined,
  ): Promise<LabResult<Name>> {
    if (signal?.aborted === true) return Promise.reject(cancelled());
    if (this.#state === 'lost') return Promise.reject(lost());
    const id = this.#nextId++;
    const text = JSON.stringify({ id, name, params });
    return new Promise<unknown>((resolve, reject) => {
      const abort = (): void => {
        if (!this.#pending.delete(id)) return;
        this.#channel?.post(JSON.stringify({ cancel: id }));
        reject(cancelled());
      };
      const done = (): void => {
        signal?.removeEventListener('abort', abort);
      };
      signal?.addEventListener('abort', abort, { once: true });
      this.#pending.set(id, {
        name,
        text,
        resolve: (result) => {
          done();
          resolve(result);
        },
        reject: (error) => {
          done();
          // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- a LabError, from the wire
          reject(error);
        },
      });
      // Before it opens, opening posts it.
      if (this.#state === 'open') this.#channel?.post(text);
    }) as Promise<LabResult<Name>>;
  }

  #on<Name extends LabNotificationName>(name: Name, listener: (content: LabNotification<Name>) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  /** @throws LabError `invalid` for what no host of ours sends: window and host are of different versions */
  #take(text: string): void {
    const envelope = readEnvelope(FromHost, text, 'message of the host');
    if ('notification' in envelope) {
      this.#tell(envelope.notification, envelope.content);
      return;
    }
    // Unknown: cancelled meanwhile.
    const pending = this.#pending.get(envelope.id);
    if (pending === undefined) return;
    this.#pending.delete(envelope.id);
    if ('error' in envelope) {
      pending.reject(fromWire(envelope.error));
      return;
    }
    try {
      pending.resolve(parse(labRequests[pending.name].result, envelope.result, `the answer to ${pending.name}`));
    } catch (error) {
      pending.reject(error);
    }
  }

  #tell(name: string, content: unknown): void {
    if (!isLabNotification(name)) return;
    const checked = parse(labNotifications[name], content, name) as never;
    for (const listener of [...(this.#listeners.get(name) ?? [])]) listener(checked);
  }
}
