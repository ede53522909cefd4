import { Worker } from 'node:worker_threads';
import {
  createMessageConnection,
  PortMessageReader,
  PortMessageWriter,
  type MessageConnection,
} from 'vscode-jsonrpc/node';
import { LabError } from '../../shared/errors';
import type { LabConnection } from '../../shared/lab-channel/lab-connection';
import type { Helper } from '../../shared/lab-channel/lane';
import type { Params, RequestName } from '../../shared/protocol';
import { findReportWorker } from '../bundle';
import { answerRequest, thrownThere } from '../rpc-errors';
import { rpcNames } from './rpc-names';
import type { ReportText, TextJob } from './text';

interface Asked {
  readonly name: RequestName;
  readonly params: Params<RequestName>;
}

/** The thread that makes reports, as the host sees it. */
export class ReportThread implements Helper {
  readonly #thread: Worker;
  readonly #connection: MessageConnection;
  /** Rejects when the thread ends by itself. */
  readonly #broken: Promise<never>;
  /** Whoever the job is for may have cancelled what it asks of the engine. */
  #lab: LabConnection | null = null;

  /** @throws LabError `not-found` where the program is incomplete */
  constructor() {
    this.#thread = new Worker(findReportWorker());
    // The host ends without asking it.
    this.#thread.unref();
    this.#broken = new Promise((_, reject) => {
      this.#thread.once('error', (error: Error) => {
        reject(new LabError('internal', `The report could not be made: ${error.message}`));
      });
      this.#thread.once('exit', () => {
        reject(new LabError('internal', 'The report could not be made: its thread has ended.'));
      });
    });
    this.#broken.catch(() => undefined);
    this.#connection = createMessageConnection(
      new PortMessageReader(this.#thread),
      new PortMessageWriter(this.#thread),
    );
    answerRequest(this.#connection, rpcNames.lab, async (asked) => {
      const { name, params } = asked as Asked;
      return this.#lab?.request(name, params);
    });
    this.#connection.listen();
  }

  /** One job at a time. @param lab is asked for what the job needs */
  async text(job: TextJob, lab: LabConnection): Promise<ReportText> {
    this.#lab = lab;
    try {
      return await Promise.race([this.#connection.sendRequest<ReportText>(rpcNames.text, job), this.#broken]);
    } catch (error) {
      throw thrownThere(error) ?? error;
    }
  }

  end(): void {
    this.#connection.dispose();
    void this.#thread.terminate();
  }
}
