/**
 * A device worker: one thread or process, one tensor backend, one job at a time. It reads the lab folder and never writes to it;
 * results go back to the coordinator as messages.
 */
import { cancelled, LabError, toWire } from '../../shared/errors';
import { pauseWith } from '../pause';
import { notThere } from '../backends/absence';
import { DeviceFault, DeviceWatch } from '../backends/device-watch';
import { backendOf, initBackend } from '../backends/registry';
import { coordinatorPort, type CoordinatorPort } from './coordinator-port';
import type { JobUpdate, WorkerOptions } from './job';
import { runChecked } from './run-checked';
import { JobRunner } from './run-job';
import { selfTest } from '../backends/self-test';
import type { CoordinatorMessage } from './messages';

const MEMORY_INTERVAL_MS = 1_000;

async function start(port: CoordinatorPort, { device, threads }: WorkerOptions): Promise<void> {
  const backend = backendOf(device);
  const probe = await backend.probe({ threads });
  if (!probe.available) {
    throw notThere(device, probe.reason);
  }
  await initBackend(device, { threads });
  const { watch = new DeviceWatch() } = backend;
  const selfTestError = await watch.guard(() => selfTest(device));

  const runner = new JobRunner(selfTestError);
  /** The job that shall stop; a cancel that comes after its job names one that does not run any more. */
  let stopped = 0;
  port.listen((message) => {
    switch (message.kind) {
      case 'start':
        return;
      case 'cancel':
        stopped = message.number;
        return;
      case 'run':
        void run(message);
        return;
      default:
        message satisfies never;
    }
  });
  const run = async ({ job, number }: Extract<CoordinatorMessage, { kind: 'run' }>): Promise<void> => {
    const pause = pauseWith(() => {
      if (stopped === number) throw cancelled();
    });
    const onUpdate = (update: JobUpdate): void => {
      port.say({ kind: 'update', number, update }, update.kind === 'checkpoint' ? whole(update.bytes) : []);
    };
    try {
      const result = await watch.guard(() => runChecked(runner, job, pause, onUpdate));
      port.say({ kind: 'done', number, result }, result.kind === 'train' ? whole(result.trained.weights) : []);
    } catch (error) {
      port.say({ kind: 'failed', number, error: toWire(error), healthy: !isDevices(error) });
    }
  };
  const { title, hardware } = probe;
  port.say({ kind: 'ready', title, hardware, selfTestError });
  if (port.ownProcess) reportMemory(port);
}

/** Whether the device may be to blame. It is not for refusals, nor for faults of the program, which every worker has. */
function isDevices(error: unknown): boolean {
  if (error instanceof LabError) return error instanceof DeviceFault;
  return !(error instanceof TypeError || error instanceof ReferenceError);
}

function reportMemory(port: CoordinatorPort): void {
  const report = (): void => {
    port.say({ kind: 'memory', bytes: process.memoryUsage.rss() });
  };
  report();
  setInterval(report, MEMORY_INTERVAL_MS);
}

/** The memory under these bytes, to be moved instead of copied, if they are all that is in it. */
function whole({ buffer, byteLength }: Uint8Array): readonly ArrayBuffer[] {
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [];
}

const port = coordinatorPort();
let started = false;
port.listen((message) => {
  if (message.kind !== 'start' || started) return;
  started = true;
  start(port, message.options).catch((error: unknown) => {
    port.say({ kind: 'refused', error: toWire(error) });
  });
});
