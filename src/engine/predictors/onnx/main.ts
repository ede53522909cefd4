/**
 * Runs one ONNX graph for a device worker. A process of its own, since native code given a hostile file may crash; inside it
 * a thread runs the graph, so that the process hears at once when nobody waits for it any more, even while it computes.
 */
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { toWire } from '../../../shared/errors';
import { watchMemory } from './memory';
import type { OnnxAnswer, OnnxQuestion } from './messages';
import { openGraph, type OpenGraph } from './runtime';

function hold(): void {
  const thread = new Worker(__filename);
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  process.on('message', (question: OnnxQuestion) => {
    if (question.kind === 'open') watchMemory(question);
    thread.postMessage(question);
  });
  thread.on('message', (answer: OnnxAnswer) => {
    if (process.connected) process.send?.(answer, undefined, undefined, () => undefined);
  });
  thread.on('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
}

function run(): void {
  let graph: OpenGraph | null = null;
  const answer = async (question: OnnxQuestion): Promise<OnnxAnswer> => {
    switch (question.kind) {
      case 'open':
        graph = await openGraph(question.file, question.sha256);
        return { kind: 'opened' };
      case 'ask':
        if (graph === null) throw new Error('A graph is asked before it is open.');
        return { kind: 'answered', outputs: await graph.ask(question.inputs, question.outputs) };
      default:
        return question satisfies never;
    }
  };
  parentPort?.on('message', (question: OnnxQuestion) => {
    answer(question)
      .catch((error: unknown): OnnxAnswer => ({ kind: 'failed', error: toWire(error) }))
      .then((said) => parentPort?.postMessage(said))
      .catch(() => process.exit(1));
  });
}

if (isMainThread) hold();
else run();
