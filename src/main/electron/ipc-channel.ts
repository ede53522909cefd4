import { ipcMain, type IpcMainEvent, type WebContents } from 'electron';
import { ipcNames } from '../../shared/lab-channel/ipc-names';
import type { Channel, ChannelListener } from '../../shared/lab-channel/channel';
import { isOurs } from './lock-down';

/**
 * Calls `onChannel` with a new channel whenever the page of `contents` begins (it is loaded, or loaded again); the earlier
 * one is closed then. Messages of other frames and other pages are refused.
 */
export function acceptChannels(
  contents: WebContents,
  onChannel: (channel: Channel) => void,
  onRefused: (why: string) => void,
): void {
  let current: IpcChannel | null = null;
  const close = (): void => {
    current?.close();
    current = null;
  };
  const isWindow = (event: IpcMainEvent): boolean => {
    const frame = event.senderFrame;
    if (event.sender === contents && frame !== null && frame === contents.mainFrame && isOurs(frame.url)) return true;
    onRefused(`a message from ${frame?.url ?? 'a frame that is gone'}`);
    return false;
  };
  ipcMain.on(ipcNames.open, (event) => {
    if (!isWindow(event)) return;
    close();
    current = new IpcChannel(contents);
    onChannel(current);
  });
  ipcMain.on(ipcNames.text, (event, text: unknown) => {
    if (!isWindow(event)) return;
    if (typeof text === 'string') current?.take(text);
    else close();
  });
  contents.on('render-process-gone', close);
  contents.on('destroyed', close);
}

/** A channel over Electron's IPC, at the host's end. */
class IpcChannel implements Channel {
  readonly #contents: WebContents;
  #listener: ChannelListener | null = null;
  #closed = false;

  constructor(contents: WebContents) {
    this.#contents = contents;
  }

  listen(listener: ChannelListener): void {
    this.#listener = listener;
    listener.opened();
  }

  take(text: string): void {
    if (!this.#closed) this.#listener?.text(text);
  }

  post(text: string): void {
    if (!this.#closed && !this.#contents.isDestroyed()) this.#contents.send(ipcNames.text, text);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#listener?.closed();
  }
}
