import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { dropRoute } from '../../shared/data/dropped';
import { longestRequest, type Channel } from '../../shared/lab-channel/channel';
import { socketChannel } from '../../shared/lab-channel/socket-channel';
import { plainPage, type Page, type Pages } from '../pages/page';
import { Access, type Refusal } from './access';
import { listenFrom } from './listen';

export interface LoopbackOptions {
  readonly port: number;
  /** The window's pages, once the port is known. */
  readonly pagesFor: (origin: string) => Pages;
  /** Answers what windows send beside their channel; null: it is nothing of that. */
  readonly receive?: (request: IncomingMessage) => Promise<Page | null>;
  /** A window has opened its channel. */
  readonly onChannel: (channel: Channel) => void;
}

export interface LoopbackServer {
  readonly access: Access;
  readonly port: number;
  /** Ends all connections. */
  close(): Promise<void>;
}

/** Where the window opens its channel. */
const channelPath = '/lab';
/** Windows at once; more of them are no person's doing. */
const mostWindows = 32;
/** What is sent on after it was refused may take so long, and its connection is closed then. */
const hearingMs = 1000;
/** A UTF-16 unit takes three bytes of UTF-8 at most. */
const longestMessage = 3 * longestRequest;

/** Serves the window on this machine's own address. @throws LabError `conflict` where no port is free */
export async function startLoopbackServer({
  port,
  pagesFor,
  receive = () => Promise.resolve(null),
  onChannel,
}: LoopbackOptions): Promise<LoopbackServer> {
  const server = createServer();
  // A large file may take a disk longer than the usual five minutes.
  server.requestTimeout = 0;
  const used = await listenFrom(server, port);
  const access = new Access(used);
  const pages = pagesFor(access.origin);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: longestMessage, perMessageDeflate: false });

  server.on('request', (request, response) => {
    void answer(request, access, pages, receive).then((page) => {
      send(response, page, request.method === 'HEAD');
    });
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refusal = refuseUpgrade(request, access, sockets.clients.size);
    if (refusal !== null) {
      socket.end(`HTTP/1.1 ${refusal.status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      // Too long a message ends the socket; the end is told as its closing.
      webSocket.on('error', () => undefined);
      onChannel(socketChannel(webSocket));
    });
  });
  return {
    access,
    port: used,
    close: () =>
      new Promise((resolve) => {
        for (const client of sockets.clients) client.terminate();
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function answer(
  request: IncomingMessage,
  access: Access,
  pages: Pages,
  receive: NonNullable<LoopbackOptions['receive']>,
): Promise<Page> {
  const isSending = request.method === 'PUT' && request.url?.startsWith(`${dropRoute}/`) === true;
  // What changes something names its page, as every browser does.
  const foreign = access.foreign(request, isSending);
  if (foreign !== null) return plainPage(foreign.status, foreign.text);
  if (isSending) {
    const stranger = access.unknown(request);
    if (stranger !== null) return plainPage(stranger.status, stranger.text);
    const received = await receive(request);
    if (received !== null) return received;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return plainPage(405, 'Only GET and HEAD are answered.');
  const address = request.url ?? '/';
  const [path = '/', query = ''] = address.split('?', 2);
  const token = new URLSearchParams(query).get('token');
  if (path === '/' && token !== null) {
    const cookie = access.exchange(token);
    if (cookie === null) return plainPage(401, 'This address has been used, or is of a lab that was ended.');
    // Sent on, so that the token stays neither in the address nor in the history.
    const { headers, ...page } = plainPage(303, 'See /');
    return { ...page, headers: { ...headers, 'set-cookie': cookie, location: '/', 'referrer-policy': 'no-referrer' } };
  }
  const unknown = access.unknown(request);
  return unknown === null ? pages(address) : plainPage(unknown.status, unknown.text);
}

function refuseUpgrade(request: IncomingMessage, access: Access, windows: number): Pick<Refusal, 'status'> | null {
  if (request.url !== channelPath || windows >= mostWindows) return { status: 403 };
  return access.foreign(request, true) ?? access.unknown(request);
}

function send(response: ServerResponse, { status, headers, body }: Page, headOnly: boolean): void {
  const { req: request } = response;
  response.writeHead(status, { ...headers, 'content-length': body.byteLength });
  response.end(headOnly ? undefined : body);
  if (request.complete) return;
  // What was refused is not read to its end. Some of it is: a connection that is closed at once takes the answer with it.
  request.resume();
  const closing = setTimeout(() => request.socket.destroy(), hearingMs);
  request.once('close', () => {
    clearTimeout(closing);
  });
}
