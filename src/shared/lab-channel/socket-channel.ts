import type { Channel } from './channel';

/** What a browser's WebSocket and one of the package `ws` have in common. */
export interface SocketLike {
  readonly readyState: number;
  send(text: string): void;
  close(): void;
  addEventListener(type: 'open' | 'close', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

const OPEN = 1;

/** A channel over a WebSocket, at either end. Binary messages are none of ours and close it. */
export function socketChannel(socket: SocketLike): Channel {
  return {
    post: (text) => {
      if (socket.readyState === OPEN) socket.send(text);
    },
    close: () => {
      socket.close();
    },
    listen: ({ opened, text, closed }) => {
      if (socket.readyState === OPEN) opened();
      else socket.addEventListener('open', opened);
      socket.addEventListener('message', ({ data }) => {
        if (typeof data === 'string') text(data);
        else socket.close();
      });
      socket.addEventListener('close', closed);
    },
  };
}
