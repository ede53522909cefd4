import { get } from 'node:http';
import { plainPage, type Pages } from './page';
import { pageHeaders } from './policy';

/**
 * The window from a development server of this machine, so that it reloads by itself when its sources change. Scripts may
 * be inline there, and the window may talk to the server.
 *
 * @param server origin of the server: `http://127.0.0.1:5173`
 */
export function devPages(server: string, connect: readonly string[]): Pages {
  const headers = pageHeaders([...connect, server.replace('http:', 'ws:')]);
  const policy = headers['content-security-policy'].replace("script-src 'self'", "script-src 'self' 'unsafe-inline'");
  return (address) =>
    new Promise((resolve) => {
      get(`${server}${address}`, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          resolve({
            status: response.statusCode ?? 500,
            headers: {
              ...headers,
              'content-security-policy': policy,
              'content-type': response.headers['content-type'] ?? 'text/plain',
              'cache-control': 'no-store',
            },
            body: Buffer.concat(chunks),
          });
        });
      }).on('error', (error) => {
        resolve(plainPage(502, `The development server does not answer: ${error.message}`));
      });
    });
}
