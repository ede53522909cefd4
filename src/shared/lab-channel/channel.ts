/** A line of texts between the window and its host: Electron's IPC, or a WebSocket. */
export interface Channel {
  /** Texts posted to a channel that is not open are lost. */
  post(text: string): void;
  close(): void;
  /** Called once, before anything can arrive. */
  listen(listener: ChannelListener): void;
}

export interface ChannelListener {
  /** From now on texts can be posted. */
  readonly opened: () => void;
  readonly text: (text: string) => void;
  /** Nothing arrives any more; also told of a channel that never opened. */
  readonly closed: () => void;
}

/**
 * Longest text that a host takes from a window, in UTF-16 units: the largest content of a workspace (4 MiB of JSON text)
 * with every character escaped, and some room.
 */
export const longestRequest = 12 * 1024 * 1024;
