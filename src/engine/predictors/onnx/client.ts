import { fork } from 'node:child_process';
import { fromWire, LabError } from '../../../shared/errors';
import { findBuiltFile } from '../../files/built-file';
import { lastWords } from '../../devices/last-words';
import type { HostTensors } from '../host-tensor';
import type { Predictor, PredictorSource } from '../predictor';
import { memoryFor } from './memory';
import type { OnnxAnswer, OnnxEnd, OnnxQuestion } from './messages';

/** Enough of a process's last words to tell why it died. */
const KEPT_STDERR = 2_000;

type OnnxSource = Extract<PredictorSource, { kind: 'onnx' }>;

/**
 * Starts a process that holds the graph. One that took too much memory for a question is started anew for a smaller one.
 *
 * @param given bytes of memory that it may take; `memoryFor` by itself
 * @throws LabError as `openGraph`, `out-of-memory` for a graph that asks for more, or `internal` for a process that died
 */
export async function openOnnx(source: OnnxSource, given?: number): Promise<Predictor> {
  const memory = given ?? (await memoryFor(source.file));
  let held = await started(source, memory);
  let bound: { readonly rows: number; readonly error: LabError } | null = null;
  let isClosed = false;
  return {
    ask: async (inputs, outputs) => {
      const rows = rowsOf(inputs);
      // As many would end it again, after as many seconds.
      if (bound !== null && rows >= bound.rows) throw bound.error;
      if (bound !== null && held.gone() === bound.error && !isClosed) held = await started(source, memory);
      try {
        return await held.ask(inputs, outputs);
      } catch (error) {
        const gone = held.gone();
        if (gone?.code === 'out-of-memory') bound = { rows, error: gone };
        throw error;
      } finally {
        // It may have been started while it was closed.
        if (isClosed) held.close();
      }
    },
    close: () => {
      isClosed = true;
      held.close();
    },
  };
}

function rowsOf(inputs: HostTensors): number {
  return Object.values(inputs).at(0)?.shape.at(0) ?? 0;
}

interface HeldGraph extends Predictor {
  /** Why it is there no more; null: it is. */
  gone(): LabError | null;
}

async function started({ file, sha256 }: OnnxSource, memory: number): Promise<HeldGraph> {
  const child = fork(findBuiltFile('onnx-process.cjs', 'The process of ONNX models'), {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [],
  });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-KEPT_STDERR);
  });
  let waiting: ((answer: OnnxAnswer | LabError) => void) | null = null;
  let gone: LabError | null = null;
  const tell = (answer: OnnxAnswer | LabError): void => {
    const told = waiting;
    waiting = null;
    told?.(answer);
  };
  const end = (how: string): void => {
    gone ??= died(file, [lastWords(said), how].filter((part) => part !== '').join(', '));
    tell(gone);
  };
  child.on('message', (message) => {
    const answer = message as OnnxAnswer | OnnxEnd;
    if (answer.kind === 'ended') {
      gone ??= fromWire(answer.error);
      tell(gone);
    } else tell(answer);
  });
  child.on('close', (code, signal) => {
    end(signal === null ? `exit code ${String(code)}` : `signal ${signal}`);
  });
  child.on('error', (error) => {
    end(error.message);
  });
  const ask = async (question: OnnxQuestion): Promise<OnnxAnswer> => {
    const answer = await new Promise<OnnxAnswer | LabError>((resolve) => {
      if (gone !== null) {
        resolve(gone);
        return;
      }
      waiting = resolve;
      child.send(question, () => undefined);
    });
    if (answer instanceof LabError) throw answer;
    if (answer.kind === 'failed') throw fromWire(answer.error);
    return answer;
  };
  const close = (): void => {
    child.kill('SIGKILL');
  };
  try {
    await ask({ kind: 'open', file, sha256, memory });
  } catch (error) {
    close();
    throw error;
  }
  return {
    ask: async (inputs, outputs) => {
      const answer = await ask({ kind: 'ask', inputs, outputs });
      if (answer.kind !== 'answered') throw new Error('A graph answered out of turn.');
      return answer.outputs;
    },
    gone: () => gone,
    close,
  };
}

function died(file: string, why: string): LabError {
  return new LabError('internal', `The process that runs the model ended unexpectedly (${why}).`, {
    where: file,
    remedy: 'The model may be damaged, or need more memory than there is. Try a smaller "batch" in its map.',
  });
}
