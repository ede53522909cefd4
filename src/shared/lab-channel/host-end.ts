import { LabError, toWire } from '../errors';
import type { LabNotification, LabNotificationName, LabParams, LabRequestName } from './lab-api';
import { refuseDeep } from '../json/json-depth';
import { parse } from '../parse';
import { longestRequest, type Channel } from './channel';
import { FromWindow, isLabRequest, labRequests, readEnvelope, type FromHost } from './envelopes';

/** Answers one request, whose parameters have been checked. */
export type Answer = <Name extends LabRequestName>(
  name: Name,
  params: LabParams<Name>,
  signal: AbortSignal,
) => Promise<unknown>;

/** The host's end of a channel to one window. */
export interface HostEnd {
  notify<Name extends LabNotificationName>(name: Name, content: LabNotification<Name>): void;
}

export interface HostEndOptions {
  readonly answer: Answer;
  /** A window sent what it may not; its channel is closed. */
  readonly onMisuse: (why: string) => void;
  readonly onClosed: () => void;
}

/** Requests of one window that may wait at once: many more than pages ask for, few enough to keep memory. */
const mostPending = 256;

/**
 * Serves a window. Requests are answered in the order in which they are done; a closed channel cancels its requests. What
 * no window of ours sends (no JSON, too long, an id twice) closes the channel.
 */
export function serveWindow(channel: Channel, { answer, onMisuse, onClosed }: HostEndOptions): HostEnd {
  const pending = new Map<number, AbortController>();
  const send = (envelope: FromHost): void => {
    channel.post(JSON.stringify(envelope));
  };
  const carryOut = async (id: number, name: string, params: unknown): Promise<void> => {
    const controller = new AbortController();
    pending.set(id, controller);
    let envelope: FromHost;
    try {
      if (!isLabRequest(name)) throw new LabError('unsupported', `There is no request "${name}".`);
      refuseDeep(params, name);
      const checked = parse(labRequests[name].params, params, name) as LabParams<typeof name>;
      envelope = { id, result: await answer(name, checked, controller.signal) };
    } catch (error) {
      envelope = { id, error: toWire(error) };
    }
    // A closed channel has forgotten its requests.
    if (pending.delete(id)) send(envelope);
  };
  const take = (text: string): void => {
    if (text.length > longestRequest) throw new LabError('invalid', 'is too long.', { where: 'message' });
    const envelope = readEnvelope(FromWindow, text, 'message');
    if ('cancel' in envelope) {
      pending.get(envelope.cancel)?.abort();
      return;
    }
    if (pending.has(envelope.id)) throw new LabError('invalid', 'is in use.', { where: 'message.id' });
    if (pending.size >= mostPending) throw new LabError('invalid', 'Too many requests wait.', { where: 'message' });
    void carryOut(envelope.id, envelope.name, envelope.params);
  };
  channel.listen({
    opened: () => undefined,
    text: (text) => {
      try {
        take(text);
      } catch (error) {
        onMisuse(String(error));
        channel.close();
      }
    },
    closed: () => {
      const controllers = [...pending.values()];
      pending.clear();
      for (const controller of controllers) controller.abort();
      onClosed();
    },
  });
  return {
    notify: (notification, content) => {
      send({ notification, content });
    },
  };
}
