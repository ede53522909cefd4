import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads';
import { fromWire, LabError } from '../../../shared/errors';
import { findBuiltFile } from '../../files/built-file';
import type { HostTensors } from '../host-tensor';
import type { PredictorSource } from '../predictor';
import type { BridgeAnswer, BridgeQuestion, BridgeStart } from './messages';

/** What a graph without a limit of its own may take for one question. */
const LONGEST_MS = 600_000;
/** Beyond a predictor's own limit, which tells better what happened. */
const GRACE_MS = 5_000;

/** A model that was made elsewhere, whose answers are waited for on the spot. */
export class BlockingPredictor {
  readonly #thread: Worker;
  readonly #port: MessagePort;
  readonly #rung: Int32Array;
  readonly #longest: number;
  #isClosed = false;

  private constructor(thread: Worker, port: MessagePort, rung: Int32Array, longest: number) {
    this.#thread = thread;
    this.#port = port;
    this.#rung = rung;
    this.#longest = longest;
  }

  /** Does not block. @throws LabError for whatever keeps the model from being opened */
  static async open(source: PredictorSource): Promise<BlockingPredictor> {
    const { port1, port2 } = new MessageChannel();
    const bell = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    const data: BridgeStart = { source, port: port2, bell };
    const thread = new Worker(findBuiltFile('predictor-thread.cjs', 'The thread of imported models'), {
      workerData: data,
      transferList: [port2],
    });
    try {
      await new Promise<void>((resolve, reject) => {
        port1.once('message', (answer: BridgeAnswer) => {
          if (answer.kind === 'failed') reject(fromWire(answer.error));
          else resolve();
        });
        thread.once('error', reject);
        thread.once('exit', () => {
          reject(new Error('The thread of an imported model ended before it had opened it.'));
        });
      });
    } catch (error) {
      port1.close();
      await thread.terminate();
      throw error;
    }
    // Nobody waits for it in vain: a worker that has nothing else to do ends.
    thread.unref();
    port1.unref();
    const longest = source.kind === 'http' ? source.seconds * 1000 + GRACE_MS : LONGEST_MS;
    return new BlockingPredictor(thread, port1, new Int32Array(bell), longest);
  }

  /** Blocks until the answer is there. @throws LabError for whatever keeps the model from answering */
  ask(inputs: HostTensors, outputs: readonly string[]): HostTensors {
    if (this.#isClosed) throw this.#late();
    const question: BridgeQuestion = { inputs, outputs };
    this.#port.postMessage(question);
    const answer = this.#heard(performance.now() + this.#longest);
    if (answer === undefined) {
      // A late answer would be taken for that to the next question.
      this.close();
      throw this.#late();
    }
    const said = answer.message as BridgeAnswer;
    switch (said.kind) {
      case 'answered':
        return said.outputs;
      case 'failed':
        throw fromWire(said.error);
      case 'opened':
        throw new Error('An imported model was opened twice.');
      default:
        return said satisfies never;
    }
  }

  /** The bell may ring for what was heard already: only what lies there counts. */
  #heard(deadline: number): { readonly message: unknown } | undefined {
    for (;;) {
      const before = Atomics.load(this.#rung, 0);
      const heard = receiveMessageOnPort(this.#port);
      const left = deadline - performance.now();
      if (heard !== undefined || left <= 0) return heard;
      Atomics.wait(this.#rung, 0, before, left);
    }
  }

  #late(): LabError {
    return new LabError('unsupported', `The model gave no answer within ${this.#longest / 1000} seconds.`, {
      remedy: 'Give a smaller "batch" in its map.',
    });
  }

  close(): void {
    this.#isClosed = true;
    this.#port.close();
    void this.#thread.terminate();
  }
}
