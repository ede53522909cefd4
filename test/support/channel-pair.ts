import type { Channel, ChannelListener } from '../../src/shared/lab-channel/channel';

/** One end of a pair that a test may look at. */
export interface TestChannel extends Channel {
  readonly posted: readonly string[];
  readonly isClosed: () => boolean;
}

/** Two ends of a channel in memory: what one posts, the other hears a little later. */
export function channelPair(): readonly [TestChannel, TestChannel] {
  const left = new End();
  const right = new End();
  left.other = right;
  right.other = left;
  return [left, right];
}

class End implements TestChannel {
  readonly posted: string[] = [];
  other: End | null = null;
  #listener: ChannelListener | null = null;
  #closed = false;

  isClosed = (): boolean => this.#closed;

  listen(listener: ChannelListener): void {
    this.#listener = listener;
    queueMicrotask(() => {
      if (!this.#closed) listener.opened();
    });
  }

  post(text: string): void {
    if (this.#closed) return;
    this.posted.push(text);
    queueMicrotask(() => {
      if (!this.#closed) this.other?.hear(text);
    });
  }

  hear(text: string): void {
    this.#listener?.text(text);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#listener?.closed();
    this.other?.close();
  }
}
