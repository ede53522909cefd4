// Stands in for the device worker: does as the job's data set name says, without a tensor library.
const process = require('node:process');
const { setTimeout } = require('node:timers');
const { parentPort, workerData, threadId } = require('node:worker_threads');
const { appendFileSync, existsSync, readFileSync } = require('node:fs');

const stop = new Int32Array(workerData.cancelled);
const cancelled = { code: 'cancelled', message: 'Cancelled.' };

parentPort.on('message', ({ job, number }) => {
  const [what, file] = job.dataset.split(' ');
  const say = (message) => parentPort.postMessage({ number, ...message });
  const done = () => say({ kind: 'done', result: { kind: 'trace', trace: { thread: threadId, row: job.row } } });
  const fail = (error, healthy) => say({ kind: 'failed', error, healthy });
  /** How often this was asked for before, over all workers. */
  const earlier = () => {
    const count = existsSync(file) ? readFileSync(file).length : 0;
    appendFileSync(file, 'x');
    return count;
  };
  switch (what) {
    case 'answer':
      return done();
    case 'slowly':
      return setTimeout(done, 50);
    case 'report':
      for (let step = 1; step <= 3; step += 1) {
        say({ kind: 'update', update: { kind: 'progress', done: step, total: 3, detail: null } });
      }
      return done();
    case 'politely':
      // Turns no event loop while it works, like a loop over tensors.
      while (Atomics.load(stop, 0) !== number);
      return fail(cancelled, true);
    case 'stubbornly':
      for (;;);
    case 'refuse':
      return fail({ code: 'invalid', message: 'is wrong.', where: 'plan', remedy: 'Mend it.' }, true);
    case 'crash':
      throw new Error('crash on purpose');
    case 'exit-once':
      return earlier() === 0 ? process.exit(3) : done();
    case 'sick-once':
      return earlier() === 0 ? fail({ code: 'internal', message: 'memory access out of bounds' }, false) : done();
    case 'count-then-refuse':
      earlier();
      return fail({ code: 'invalid', message: 'is wrong.' }, true);
    default:
      throw new Error(`Unknown job ${what}.`);
  }
});

if (workerData.options.device === 'cpu') {
  parentPort.postMessage({ kind: 'refused', error: { code: 'unsupported', message: 'No.', remedy: 'Never mind.' } });
} else {
  parentPort.postMessage({ kind: 'ready', title: 'fake', hardware: 'none', selfTestError: 1e-6 });
}
