import { ResponseError, type MessageConnection } from 'vscode-jsonrpc/node';
import { fromWire, LabError, toWire, type WireError } from '../shared/errors';

/** JSON-RPC leaves -32000 to -32099 to its users; what went wrong stands in the error's data. */
const labError = -32001;

/** What the other end of a connection answered instead of a result, as it was thrown there; null for other errors. */
export function thrownThere(error: unknown): LabError | null {
  if (error instanceof LabError) return error;
  return error instanceof ResponseError && isWire(error.data) ? fromWire(error.data) : null;
}

/** Answers a request of the other end; what is thrown crosses the connection. */
export function answerRequest(
  connection: MessageConnection,
  name: string,
  answer: (given: unknown) => Promise<unknown>,
): void {
  connection.onRequest(name, async (given: unknown): Promise<unknown> => {
    try {
      return await answer(given);
    } catch (error) {
      const wire = toWire(error);
      return new ResponseError(labError, wire.message, wire);
    }
  });
}

function isWire(data: unknown): data is WireError {
  const { code, message } = (data ?? {}) as Partial<WireError>;
  return typeof code === 'string' && typeof message === 'string';
}
