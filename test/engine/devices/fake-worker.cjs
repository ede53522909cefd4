// Stands in for the device worker: does as the job's data set name says, without a tensor library.
const process = require('node:process');
const { setImmediate, setTimeout } = require('node:timers');
const { parentPort, threadId } = require('node:worker_threads');
const { appendFileSync, existsSync, readFileSync } = require('node:fs');

// A thread, or a process of its own.
const post = (message) => (parentPort === null ? process.send(message) : parentPort.postMessage(message));
const self = parentPort === null ? process.pid : threadId;
let stopped = 0;
const cancelled = { code: 'cancelled', message: 'Cancelled.' };

const start = ({ device }) => {
  // As one that hangs in its driver.
  if (device === process.env.FAKE_WORKER_SILENT) return undefined;
  if (device === 'cpu' || device === 'webgpu') {
    return post({ kind: 'refused', error: { code: 'unsupported', message: 'No.', remedy: 'Never mind.' } });
  }
  if (existsSync(process.env.FAKE_WORKER_REFUSES ?? '')) {
    return post({ kind: 'refused', error: { code: 'internal', message: 'No room.' } });
  }
  post({ kind: 'ready', title: 'fake', hardware: 'none', selfTestError: 1e-6 });
  if (parentPort === null) post({ kind: 'memory', bytes: 1000 });
  return undefined;
};

(parentPort ?? process).on('message', (message) => {
  if (message.kind === 'start') return start(message.options);
  if (message.kind === 'cancel') {
    stopped = message.number;
    return undefined;
  }
  const { job, number } = message;
  if (job.kind === 'self-test') {
    const speed = job.measure ? { forward: 20, inputGradient: 10 } : null;
    return post({ kind: 'done', number, result: { kind: 'self-test', error: 1e-6, speed } });
  }
  const [what, file] = job.dataset.split(' ');
  const say = (message) => post({ number, ...message });
  const done = () => say({ kind: 'done', result: { kind: 'trace', trace: { thread: self, row: job.row } } });
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
      // Lets messages in now and then, as jobs do when they pause.
      return setImmediate(function look() {
        if (stopped === number) fail(cancelled, true);
        else setImmediate(look);
      });
    case 'stubbornly':
      for (;;);
    case 'refuse':
      return fail({ code: 'invalid', message: 'is wrong.', where: 'plan', remedy: 'Mend it.' }, true);
    case 'crash':
      throw new Error('crash on purpose');
    case 'exit-once':
      return earlier() === 0 ? process.exit(3) : done();
    case 'segfault':
      return process.kill(process.pid, 'SIGSEGV');
    case 'killed':
      return process.kill(process.pid, 'SIGKILL');
    case 'sick-once':
      return earlier() === 0 ? fail({ code: 'internal', message: 'memory access out of bounds' }, false) : done();
    case 'count-then-refuse':
      earlier();
      return fail({ code: 'invalid', message: 'is wrong.' }, true);
    default:
      throw new Error(`Unknown job ${what}.`);
  }
});
