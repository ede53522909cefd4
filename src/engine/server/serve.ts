import { ResponseError, type CancellationToken, type MessageConnection } from 'vscode-jsonrpc/node';
import { LabError, toWire, type WireError } from '../../shared/errors';
import { parse } from '../../shared/parse';
import { requests, type ParsedParams, type RequestName, type Result } from '../../shared/protocol';
import { coalesce } from '../progress/coalesce';
import { engineStops } from '../study/stop-reasons';
import type { EngineContext } from './context';
import { handlers } from './handlers';
import type { Notify } from './notify';

/** JSON-RPC leaves -32000 to -32099 to its users; what went wrong stands in the error's data. */
const LAB_ERROR = -32001;

export interface Server {
  /** Aborts everything under way and waits until it has ended. */
  readonly stop: () => Promise<void>;
}

/** Answers the host's requests over a connection. */
export function serve(connection: MessageConnection, notify: Notify, engine: EngineContext): Server {
  const stopping = new AbortController();
  const underWay = new Set<Promise<unknown>>();

  const answer = async <Name extends RequestName>(
    name: Name,
    raw: unknown,
    token: CancellationToken,
  ): Promise<Result<Name> | ResponseError<WireError>> => {
    const { sink, flush } = coalesce((progress) => {
      notify('progress', progress);
    });
    try {
      const params = parseParams(name, raw);
      if (requests[name].writes) await engine.lab.forWriting();
      const result = await handlers[name](params, engine, {
        signal: AbortSignal.any([signalOf(token), stopping.signal]),
        onProgress: sink,
        onRunCreated: (run) => {
          notify('runCreated', { run });
        },
        onWarning: (text) => {
          notify('log', { level: 'warning', text });
        },
      });
      return checkedResult(name, result);
    } catch (error) {
      const wire = toWire(error);
      return new ResponseError(LAB_ERROR, wire.message, wire);
    } finally {
      flush();
    }
  };

  for (const name of Object.keys(requests) as RequestName[]) {
    connection.onRequest(name, (raw: unknown, token: CancellationToken) => {
      const answered = answer(name, raw, token);
      underWay.add(answered);
      void answered.finally(() => underWay.delete(answered));
      return answered;
    });
  }
  connection.listen();
  return {
    stop: async () => {
      stopping.abort(engineStops);
      await Promise.all([...underWay, engine.queue.close()]);
    },
  };
}

/** Field names in errors are the caller's own: `plan.seeds`, not `studies.run.plan.seeds`. */
function parseParams<Name extends RequestName>(name: Name, raw: unknown): ParsedParams<Name> {
  try {
    return parse(requests[name].params, raw, name) as ParsedParams<Name>;
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    const withoutName = (text: string): string => text.replaceAll(`${name}.`, '');
    throw new LabError(error.code, withoutName(error.message), {
      ...(error.where === undefined ? {} : { where: withoutName(error.where) }),
      ...(error.remedy === undefined ? {} : { remedy: error.remedy }),
      ...(error.problems === undefined
        ? {}
        : { problems: error.problems.map((problem) => ({ ...problem, where: withoutName(problem.where) })) }),
    });
  }
}

/** Records were checked one by one when they were read; a page of them is not checked twice. */
function checkedResult<Name extends RequestName>(name: Name, result: Result<Name>): Result<Name> {
  if (name === 'runs.records') return result;
  return parse(requests[name].result, result, `the answer to ${name}`) as Result<Name>;
}

function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  token.onCancellationRequested(() => {
    controller.abort();
  });
  if (token.isCancellationRequested) controller.abort();
  return controller.signal;
}
