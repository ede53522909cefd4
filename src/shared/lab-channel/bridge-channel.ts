import type { Channel } from './channel';

/** What the preload gives to the window, as `labChannel`. */
export interface LabBridge {
  readonly post: (text: string) => void;
  /** From the first call on, the host serves the window. */
  readonly listen: (onText: (text: string) => void) => void;
  /** Paths of what the person dropped on the window last, once: a page is told of no others. */
  readonly dropped: () => readonly string[];
}

/** A channel over Electron's IPC, at the window's end. It lives as long as its window. */
export function bridgeChannel(bridge: LabBridge): Channel {
  return {
    post: bridge.post,
    close: () => undefined,
    listen: ({ opened, text }) => {
      bridge.listen(text);
      opened();
    },
  };
}
