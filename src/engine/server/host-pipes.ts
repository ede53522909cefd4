import { Socket } from 'node:net';
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type MessageConnection,
} from 'vscode-jsonrpc/node';
import { LabError } from '../../shared/errors';

/** File descriptors of the pipes that the host opens for the engine; standard output stays free. */
const FROM_HOST = 3;
const TO_HOST = 4;

/**
 * The connection to the host that started this process.
 *
 * @param onGone called when the host has closed its end, or has died
 * @throws LabError `unsupported` when this process was not started by a host
 */
export function connectToHost(onGone: () => void): MessageConnection {
  const input = pipe({ fd: FROM_HOST, readable: true, writable: false });
  const output = pipe({ fd: TO_HOST, readable: false, writable: true });
  const connection = createMessageConnection(new StreamMessageReader(input), new StreamMessageWriter(output));
  for (const socket of [input, output]) {
    socket.on('error', onGone);
    socket.on('close', onGone);
  }
  connection.onClose(onGone);
  return connection;
}

function pipe(options: { readonly fd: number; readonly readable: boolean; readonly writable: boolean }): Socket {
  try {
    return new Socket(options);
  } catch {
    throw new LabError('unsupported', `File descriptor ${options.fd} is no pipe: the engine is started by the lab.`, {
      remedy: 'Use the command line, `muroan --help`.',
    });
  }
}
