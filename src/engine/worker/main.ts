/**
 * A device worker: one thread, one tensor backend, one job at a time. It reads the lab folder and never writes to it;
 * results go back to the coordinator as messages.
 */
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import * as tf from '@tensorflow/tfjs-core';
import { cancelled, LabError, toWire } from '../../shared/errors';
import { pauseWith, type Pause } from '../pause';
import { backendOf, initBackend } from '../backends/ladder';
import type { Job, JobResult, JobUpdate } from './job';
import { JobRunner } from './run-job';
import { selfTest } from '../backends/self-test';
import type { RunMessage, WorkerMessage, WorkerStart } from './messages';

async function start(port: MessagePort, { options, cancelled: flag }: WorkerStart): Promise<void> {
  const say = (message: WorkerMessage, moved: readonly ArrayBuffer[] = []): void => {
    port.postMessage(message, moved);
  };
  const backend = backendOf(options.device);
  const probe = await backend.probe();
  if (!probe.available) {
    throw new LabError('unsupported', `The device ${options.device} cannot be used. ${probe.reason}`, {
      remedy: 'Run "muroan devices" to see the others.',
    });
  }
  await initBackend(options.device);
  const selfTestError = selfTest(options.device);

  const runner = new JobRunner(selfTestError);
  const stop = new Int32Array(flag);
  port.on('message', ({ job, number }: RunMessage) => {
    const pause = pauseWith(() => {
      if (Atomics.load(stop, 0) === number) throw cancelled();
    });
    const onUpdate = (update: JobUpdate): void => {
      say({ kind: 'update', number, update }, update.kind === 'checkpoint' ? whole(update.bytes) : []);
    };
    runChecked(runner, job, pause, onUpdate).then(
      (result) => {
        say({ kind: 'done', number, result }, result.kind === 'train' ? whole(result.trained.weights) : []);
      },
      (error: unknown) => {
        say({ kind: 'failed', number, error: toWire(error), healthy: error instanceof LabError });
      },
    );
  });
  const { title, hardware } = probe;
  say({ kind: 'ready', title, hardware, selfTestError });
}

/** Runs a job and holds it to what every attack and training promises: no tensor is left behind. */
async function runChecked(
  runner: JobRunner,
  job: Job,
  pause: Pause,
  onUpdate: (update: JobUpdate) => void,
): Promise<JobResult> {
  const prepared = await runner.prepare(job);
  const before = tf.memory().numTensors;
  const result = await prepared(pause, onUpdate);
  const left = tf.memory().numTensors - before;
  if (left !== 0) {
    throw new LabError('internal', `A job of kind ${job.kind} left ${left} tensors behind.`, {
      remedy: 'This is a fault of the program; please report it with the plan of the study.',
    });
  }
  return result;
}

/** The memory under these bytes, to be moved instead of copied, if they are all that is in it. */
function whole({ buffer, byteLength }: Uint8Array): readonly ArrayBuffer[] {
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [];
}

if (parentPort === null) throw new Error('device-worker is started by the engine, as a worker thread.');
const port = parentPort;
start(port, workerData as WorkerStart).catch((error: unknown) => {
  port.postMessage({ kind: 'refused', error: toWire(error) } satisfies WorkerMessage);
});
