import { spawn, type ChildProcess } from 'node:child_process';
import { Readable, Writable } from 'node:stream';
import {
  CancellationTokenSource,
  createMessageConnection,
  ErrorCodes,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
  type MessageConnection,
} from 'vscode-jsonrpc/node';
import type { DeviceKind } from '../shared/device';
import { LabError } from '../shared/errors';
import type { LabConnection } from '../shared/lab-channel/lab-connection';
import { parse } from '../shared/parse';
import {
  notifications,
  requests,
  type NotificationName,
  type Params,
  type RequestName,
  type Result,
  type Told,
} from '../shared/protocol';
import { findEngine } from './bundle';
import { HeartbeatWatch } from './heartbeat-watch';
import { thrownThere } from './rpc-errors';

export interface EngineStart {
  readonly lab: string;
  /** Device workers; one per processor thread when not given. */
  readonly workers?: number;
  /** Tried in this order; the best that is there when not given. */
  readonly devices?: readonly DeviceKind[];
  /** Whether it asks programs of the user's own on this machine. */
  readonly predictors?: boolean;
  /** The Node that runs it; the one that runs this when not given. */
  readonly node?: string;
  /** Told of everything that the engine tells unasked. */
  readonly onNotification?: (told: Told) => void;
}

/** A running engine. */
export interface EngineClient extends LabConnection {
  readonly pid: number;
  /** Resolves when the engine's process is gone, with what is known of why. */
  readonly ended: Promise<LabError>;
  /**
   * @throws LabError what the engine answers; `cancelled` after the signal's abort; `internal` when the engine ends or
   *   hangs meanwhile, saying that what was recorded is kept
   */
  request<Name extends RequestName>(
    name: Name,
    params: Params<Name>,
    options?: { readonly signal?: AbortSignal },
  ): Promise<Result<Name>>;
  /** Ends the engine and waits until it is gone. */
  close(): Promise<void>;
}

const SILENCE_SECONDS = 10;
const CLOSING_MS = 5_000;
/** Enough of the engine's last words to tell why it died. */
const KEPT_STDERR = 4_000;

/** Starts an engine on a lab folder. @throws LabError when it cannot be started */
export async function startEngine({
  lab,
  workers,
  devices = [],
  predictors = false,
  node = process.execPath,
  onNotification = () => undefined,
}: EngineStart): Promise<EngineClient> {
  const args = [
    findEngine(),
    ...['--lab', lab],
    ...(workers === undefined ? [] : ['--workers', String(workers)]),
    ...(devices.length === 0 ? [] : ['--devices', devices.join(',')]),
    ...(predictors ? ['--predictors'] : []),
  ];
  const child = spawn(node, args, {
    // A group of its own: Ctrl+C is for the host, which cancels in good order. The engine ends with its pipes anyway.
    detached: process.platform !== 'win32',
    windowsHide: true,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
  });
  const client = new Client(child, lab, onNotification);
  try {
    await client.request('engine.hello', {});
    return client;
  } catch (error) {
    await client.close();
    throw error;
  }
}

class Client implements EngineClient {
  readonly #child: ChildProcess;
  readonly #lab: string;
  readonly #toEngine: Writable;
  readonly #connection: MessageConnection;
  readonly #watch: HeartbeatWatch;
  readonly #exited: Promise<void>;
  /** Rejects when the engine ends; whoever waits for an answer learns of it here. */
  readonly #ended: Promise<never>;
  #run: string | null = null;
  #stderr = '';
  #hangs = false;

  constructor(child: ChildProcess, lab: string, onNotification: (told: Told) => void) {
    this.#child = child;
    this.#lab = lab;
    const { lastWords, toEngine, fromEngine } = pipesOf(child);
    lastWords.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-KEPT_STDERR);
    });
    // A pipe of a dead engine: the process's end tells more.
    for (const pipe of [toEngine, fromEngine]) pipe.on('error', () => undefined);
    this.#toEngine = toEngine;
    this.#connection = createMessageConnection(new StreamMessageReader(fromEngine), new StreamMessageWriter(toEngine));
    this.#exited = new Promise((resolve) => {
      child.once('error', () => {
        resolve();
      });
      child.once('close', () => {
        resolve();
      });
    });
    this.#ended = new Promise((_, reject) => {
      // Ending the connection ends every request that waits.
      const end = (reason: LabError): void => {
        this.#watch.stop();
        this.#connection.dispose();
        reject(reason);
      };
      child.once('error', (error) => {
        end(new LabError('internal', `The engine could not be started: ${error.message}`));
      });
      child.once('close', (code, signal) => {
        end(this.#death(code, signal));
      });
    });
    this.#ended.catch(() => undefined);
    this.#watch = new HeartbeatWatch(SILENCE_SECONDS, () => {
      this.#hangs = true;
      child.kill('SIGKILL');
    });
    for (const name of Object.keys(notifications) as NotificationName[]) {
      this.#connection.onNotification(name, (raw: unknown) => {
        const told = { name, content: parse(notifications[name], raw, name) } as Told;
        if (told.name === 'heartbeat') this.#watch.beat();
        if (told.name === 'runCreated') this.#run = told.content.run;
        onNotification(told);
      });
    }
    this.#connection.onError(() => undefined);
    this.#connection.listen();
  }

  get ended(): Promise<LabError> {
    return this.#ended.catch((reason: unknown) => reason as LabError);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  async request<Name extends RequestName>(
    name: Name,
    params: Params<Name>,
    { signal }: { readonly signal?: AbortSignal } = {},
  ): Promise<Result<Name>> {
    const run = runOf(name, params);
    if (run !== null) this.#run = run;
    const cancellation = new CancellationTokenSource();
    const cancel = (): void => {
      cancellation.cancel();
    };
    if (signal?.aborted === true) cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      const result: unknown = await this.#connection.sendRequest(name, params, cancellation.token);
      return parse(requests[name].result, result, `the answer to ${name}`) as Result<Name>;
    } catch (error) {
      throw await this.#explained(error);
    } finally {
      signal?.removeEventListener('abort', cancel);
      cancellation.dispose();
    }
  }

  async close(): Promise<void> {
    this.#watch.stop();
    this.#toEngine.end();
    const forced = setTimeout(() => this.#child.kill('SIGKILL'), CLOSING_MS);
    await this.#exited;
    clearTimeout(forced);
  }

  /** What the engine answered, as it was thrown there; a connection that broke, as the engine's end. */
  async #explained(error: unknown): Promise<unknown> {
    const thrown = thrownThere(error);
    if (thrown !== null) return thrown;
    const lost = error instanceof ResponseError && error.code === ErrorCodes.PendingResponseRejected;
    if (error instanceof ResponseError && !lost) return new LabError('internal', error.message);
    return this.#ended.catch((reason: unknown) => reason);
  }

  #death(code: number | null, signal: NodeJS.Signals | null): LabError {
    const how = this.#hangs
      ? `gave no sign of life for ${SILENCE_SECONDS} seconds and was ended`
      : `ended unexpectedly (${signal ?? `exit code ${String(code)}`})`;
    const lastWords = this.#stderr.trim();
    return new LabError('internal', `The engine ${how}.${lastWords === '' ? '' : ` Its last words:\n${lastWords}`}`, {
      where: this.#lab,
      remedy:
        this.#run === null
          ? 'Try again; what was recorded is kept.'
          : `What was recorded is kept. Go on with \`muroan study resume ${this.#run}\`.`,
    });
  }
}

interface Pipes {
  readonly lastWords: Readable;
  readonly toEngine: Writable;
  readonly fromEngine: Readable;
}

function pipesOf({ stdio: [, , lastWords, toEngine, fromEngine] }: ChildProcess): Pipes {
  if (lastWords instanceof Readable && toEngine instanceof Writable && fromEngine instanceof Readable) {
    return { lastWords, toEngine, fromEngine };
  }
  throw new LabError('internal', 'The engine has no pipes to its host.');
}

/** The run that a request goes on with: after the engine's death it is the one to resume. */
function runOf(name: RequestName, params: unknown): string | null {
  return name === 'studies.resume' ? (params as Params<'studies.resume'>).run : null;
}
