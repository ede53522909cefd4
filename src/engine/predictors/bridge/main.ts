/**
 * Waits for a model that was made elsewhere, in a thread beside the one that computes: models answer when they will, but what
 * attacks ask of a model is answered before the next line.
 */
import { workerData } from 'node:worker_threads';
import { toWire } from '../../../shared/errors';
import { openHttp } from '../http/client';
import { openOnnx } from '../onnx/client';
import type { Predictor, PredictorSource } from '../predictor';
import type { BridgeAnswer, BridgeQuestion, BridgeStart } from './messages';

const { source, port, bell } = workerData as BridgeStart;
const rung = new Int32Array(bell);

function say(answer: BridgeAnswer): void {
  port.postMessage(answer);
  Atomics.add(rung, 0, 1);
  Atomics.notify(rung, 0);
}

function openSource(from: PredictorSource): Promise<Predictor> {
  switch (from.kind) {
    case 'onnx':
      return openOnnx(from);
    case 'http':
      return Promise.resolve(openHttp(from));
    default:
      return from satisfies never;
  }
}

async function start(): Promise<void> {
  const predictor = await openSource(source);
  port.on('message', ({ inputs, outputs }: BridgeQuestion) => {
    predictor.ask(inputs, outputs).then(
      (answers) => {
        say({ kind: 'answered', outputs: answers });
      },
      (error: unknown) => {
        say({ kind: 'failed', error: toWire(error) });
      },
    );
  });
  port.on('close', () => {
    predictor.close();
  });
  say({ kind: 'opened' });
}

start().catch((error: unknown) => {
  say({ kind: 'failed', error: toWire(error) });
  port.close();
});
