import { Agent, request, type IncomingMessage } from 'node:http';
import { LabError } from '../../../shared/errors';

export interface Exchange {
  readonly url: URL;
  /** Of a question; null asks what the server serves. */
  readonly body: Uint8Array | null;
  readonly seconds: number;
  /** Bytes that are read of an answer. */
  readonly most: number;
  readonly agent: Agent;
}

/** Connections of one model; no proxy, whatever the environment says. */
export function predictorAgent(): Agent {
  return new Agent({ keepAlive: true, maxSockets: 1 });
}

/**
 * Asks once and reads the whole answer. Follows nothing: a redirection is an error.
 *
 * @throws LabError `unsupported` for no answer in time or at all; `damaged` for one of another kind or too long
 */
export function exchange({ url, body, seconds, most, agent }: Exchange): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const fail = (code: 'unsupported' | 'damaged', message: string): void => {
      clearTimeout(late);
      sent.destroy();
      reject(new LabError(code, message, { where: url.href, remedy }));
    };
    const sent = request(url, {
      agent,
      method: body === null ? 'GET' : 'POST',
      headers: {
        accept: 'application/json',
        ...(body === null ? {} : { 'content-type': 'application/octet-stream', 'content-length': body.byteLength }),
      },
    });
    const late = setTimeout(() => {
      fail('unsupported', `gave no answer within ${seconds} seconds.`);
    }, seconds * 1000);
    sent.on('error', (error: NodeJS.ErrnoException) => {
      fail('unsupported', `does not answer (${error.code ?? error.message}).`);
    });
    sent.on('response', (answer) => {
      const wrong = faultOf(answer, most);
      if (wrong !== null) {
        fail('damaged', wrong);
        return;
      }
      const pieces: Buffer[] = [];
      let length = 0;
      answer.on('data', (piece: Buffer) => {
        length += piece.length;
        if (length > most) fail('damaged', `answers with more than ${most} bytes.`);
        else pieces.push(piece);
      });
      answer.on('error', () => {
        fail('unsupported', 'broke off its answer.');
      });
      answer.on('end', () => {
        clearTimeout(late);
        resolve(Buffer.concat(pieces));
      });
    });
    sent.end(body ?? undefined);
  });
}

const remedy = 'See that the predictor runs, and what it prints; the protocol is in docs/predictor.md.';

function faultOf({ statusCode = 0, headers }: IncomingMessage, most: number): string | null {
  if (statusCode >= 300 && statusCode < 400)
    return `answers ${statusCode}: it leads elsewhere, which the lab does not follow.`;
  if (statusCode !== 200) return `answers ${statusCode}.`;
  const type = (headers['content-type'] ?? '').split(';')[0].trim();
  if (type !== 'application/json') return `answers with "${type}" instead of application/json.`;
  const length = Number(headers['content-length'] ?? 0);
  return length > most ? `announces ${length} bytes; at most ${most} are read.` : null;
}
