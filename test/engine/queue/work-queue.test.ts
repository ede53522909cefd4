import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { WorkQueue } from '../../../src/engine/queue/work-queue';
import type { Work } from '../../../src/engine/queue/work';
import { engineStops, workPauses } from '../../../src/engine/study/stop-reasons';
import { cancelled, LabError, toWire } from '../../../src/shared/errors';
import { studyThatTrains, type QueueState, type WorkEnd } from '../../../src/shared/runs/queue';

/** Work that the test begins to end by hand, and that notes all that happens to it. */
class HandWork implements Work {
  readonly kind = 'study';
  readonly run: string;
  readonly model: string | null;
  readonly trains: readonly string[];
  readonly dataset = 'tiny';
  readonly log: string[] = [];
  reason: unknown = null;
  #finish: (error: Error | null) => void = () => undefined;

  constructor(
    readonly title: string,
    { model = null, trains = [] }: Partial<Pick<Work, 'model' | 'trains'>> = {},
  ) {
    this.run = `run of ${title}`;
    this.model = model;
    this.trains = trains;
  }

  stands = async (state: string): Promise<void> => {
    await wait(1);
    this.log.push(state);
  };

  compute: Work['compute'] = (signal, onProgress) =>
    new Promise((resolve, reject) => {
      this.log.push('computes');
      onProgress({
        stage: 'attack',
        label: this.title,
        done: 1,
        total: 2,
        unit: 'samples',
        rate: null,
        remaining: null,
        detail: null,
        whole: null,
      });
      signal.addEventListener('abort', () => {
        this.reason = signal.reason;
        reject(cancelled());
      });
      this.#finish = (error) => {
        if (error === null) resolve();
        else reject(error);
      };
    });

  leaves = async (error: Error | null): Promise<void> => {
    await wait(1);
    this.log.push(error === null ? 'done' : `left: ${toWire(error).code}`);
  };

  finish(error: Error | null = null): void {
    this.#finish(error);
  }
}

function bench() {
  const states: QueueState[] = [];
  const ends: WorkEnd[] = [];
  const warnings: string[] = [];
  const begun: string[] = [];
  const queue = new WorkQueue({
    onBegin: ({ title }) => begun.push(title),
    onChange: (state) => states.push(state),
    onEnd: (end) => ends.push(end),
    onWarning: (text) => warnings.push(text),
  });
  const shown = () => queue.state().items.map(({ title, state }) => `${title} ${state}`);
  return { queue, states, ends, warnings, begun, shown };
}

const computes = (work: HandWork, times = 1) =>
  expect.poll(() => work.log.filter((line) => line === 'computes').length).toBe(times);

async function three() {
  const made = bench();
  const [a, b, c] = [new HandWork('a'), new HandWork('b'), new HandWork('c')];
  const ids = [];
  const ended = [];
  for (const work of [a, b, c]) {
    const entry = await made.queue.add(work);
    ids.push(entry.id);
    ended.push(entry.ended);
  }
  await computes(a);
  return { ...made, a, b, c, ids, ended };
}

describe('the queue of long work', () => {
  it('works on one piece at a time, in order, whatever becomes of those before', async () => {
    const { shown, a, b, c, ended, ends } = await three();
    expect(shown()).toEqual(['a working', 'b waiting', 'c waiting']);
    a.finish(new LabError('disk-full', 'The disk is full.'));
    await computes(b);
    expect(shown()).toEqual(['b working', 'c waiting']);
    b.finish();
    await computes(c);
    c.finish();
    await expect(ended[0]).rejects.toMatchObject({ code: 'disk-full' });
    await ended[1];
    await ended[2];
    expect(shown()).toEqual([]);
    expect(ends.map(({ item, outcome, error }) => [item.title, outcome, error?.code ?? null])).toEqual([
      ['a', 'failed', 'disk-full'],
      ['b', 'done', null],
      ['c', 'done', null],
    ]);
    expect(a.log).toEqual(['waiting', 'working', 'computes', 'left: disk-full']);
  });

  it('takes the one that was moved to the front next', async () => {
    const { queue, shown, a, b, c, ids } = await three();
    queue.move(ids[2], ids[1]);
    expect(shown()).toEqual(['a working', 'c waiting', 'b waiting']);
    queue.move(ids[0], null);
    queue.move(ids[1], ids[1]);
    expect(shown()).toEqual(['c waiting', 'b waiting', 'a working']);
    a.finish();
    await computes(c);
    expect(b.log).toEqual(['waiting']);
  });

  it('holds what is paused, works on the others meanwhile, and goes on with it at its place', async () => {
    const { queue, shown, a, b, c, ids } = await three();
    await queue.pause(ids[0]);
    expect(a.reason).toBe(workPauses);
    expect(shown()).toEqual(['a paused', 'b working', 'c waiting']);
    expect(queue.state().items[0].progress).toMatchObject({ done: 1, total: 2 });
    await queue.continue(ids[0]);
    expect(shown()).toEqual(['a waiting', 'b working', 'c waiting']);
    b.finish();
    await computes(a, 2);
    expect(c.log).toEqual(['waiting']);
    expect(a.log).toEqual(['waiting', 'working', 'computes', 'paused', 'waiting', 'working', 'computes']);
  });

  it('passes over what was paused while it waited, and begins at once with what is continued when nothing else is there', async () => {
    const { queue, shown, a, b, c, ids } = await three();
    await queue.pause(ids[1]);
    a.finish();
    await computes(c);
    c.finish();
    await expect.poll(shown).toEqual(['b paused']);
    await queue.continue(ids[1]);
    await computes(b);
  });

  it('takes back a pause that has not come into force', async () => {
    const { queue, shown, ids, a } = await three();
    const pausing = queue.pause(ids[0]);
    await queue.continue(ids[0]);
    await pausing;
    await computes(a, 2);
    expect(shown()).toEqual(['a working', 'b waiting', 'c waiting']);
  });

  it('stops what is worked on, what waits and what is paused', async () => {
    const { queue, shown, a, b, c, ids, ended, ends } = await three();
    await queue.pause(ids[2]);
    await queue.stop(ids[2]);
    await queue.stop(ids[1]);
    expect(shown()).toEqual(['a working']);
    await queue.stop(ids[0]);
    expect(shown()).toEqual([]);
    for (const end of ended) await expect(end).rejects.toMatchObject({ code: 'cancelled' });
    expect(ends.map(({ item, outcome }) => `${item.title} ${outcome}`)).toEqual([
      'c stopped',
      'b stopped',
      'a stopped',
    ]);
    expect([a.log.at(-1), b.log, c.log]).toEqual([
      'left: cancelled',
      ['waiting', 'left: cancelled'],
      ['waiting', 'paused', 'left: cancelled'],
    ]);
  });

  it('a stop has the last word over a pause', async () => {
    const { queue, ids, shown } = await three();
    await Promise.all([queue.pause(ids[0]), queue.stop(ids[0]), queue.pause(ids[0]), queue.continue(ids[0])]);
    expect(shown()).toEqual(['b working', 'c waiting']);
  });

  it('lets work leave that ended before it saw the pause', async () => {
    const { queue, ids, a, shown } = await three();
    a.finish();
    await queue.pause(ids[0]);
    expect(shown()).toEqual(['b working', 'c waiting']);
  });

  it('closed, cuts short what is worked on and writes nothing down of its end', async () => {
    const { queue, a, b, ended } = await three();
    await queue.close();
    expect(a.reason).toBe(engineStops);
    for (const end of ended) await expect(end).rejects.toMatchObject({ code: 'cancelled' });
    expect(a.log).toEqual(['waiting', 'working', 'computes']);
    expect(b.log).toEqual(['waiting']);
    await expect(queue.add(new HandWork('d'))).rejects.toBe(engineStops);
  });

  it('tells changes at most ten times a second, and the last one always', async () => {
    const { queue, states, ids } = await three();
    const start = performance.now();
    for (let turn = 0; performance.now() - start < 520; turn += 1) {
      queue.move(ids[2], turn % 2 === 0 ? ids[1] : null);
      await wait(5);
    }
    await queue.stop(ids[2]);
    await wait(120);
    expect(states.length).toBeLessThanOrEqual(9);
    expect(states.at(-1)?.items).toHaveLength(2);
  });

  it('knows the study that trains a model, unless that is paused', async () => {
    const { queue } = bench();
    const study = new HandWork('a', { trains: ['m'] });
    const { id } = await queue.add(study);
    await computes(study);
    expect(studyThatTrains('m', queue.state().items)?.title).toBe('a');
    expect(studyThatTrains('other', queue.state().items)).toBeNull();
    await queue.pause(id);
    expect(studyThatTrains('m', queue.state().items)).toBeNull();
  });

  it('ends trainings that wait or are paused as done once their model is there, not the one at work', async () => {
    const { queue, shown, ends, begun } = bench();
    const [a, b, c] = [0, 1, 2].map((index) => new HandWork('abc'[index], { model: 'm', trains: ['m'] }));
    await queue.add(a);
    const waiting = await queue.add(b);
    const paused = await queue.add(c);
    await queue.pause(paused.id);
    await computes(a);
    await queue.trained('other');
    expect(shown()).toEqual(['a working', 'b waiting', 'c paused']);
    await queue.trained('m');
    await Promise.all([waiting.ended, paused.ended]);
    expect(shown()).toEqual(['a working']);
    expect(ends.map(({ item, outcome }) => `${item.title} ${outcome}`)).toEqual(['b done', 'c done']);
    expect([b.log, c.log, begun]).toEqual([['waiting', 'done'], ['waiting', 'paused', 'done'], ['a']]);
  });

  it('says what is not there, and refuses a run twice', async () => {
    const { queue, ids } = await three();
    const missing = { code: 'not-found', where: 'item', message: 'is not in the queue any more.' };
    await expect(queue.pause('nothing')).rejects.toMatchObject(missing);
    await expect(queue.stop('nothing')).rejects.toMatchObject(missing);
    await expect(queue.continue('nothing')).rejects.toMatchObject(missing);
    expect(() => {
      queue.move(ids[0], 'nothing');
    }).toThrow(expect.objectContaining({ ...missing, where: 'before' }) as Error);
    expect(queue.state().items).toHaveLength(3);
    await expect(queue.add(new HandWork('b'))).rejects.toMatchObject({ code: 'conflict', where: 'run run of b' });
  });

  it('goes on when a state cannot be written down, and says so', async () => {
    const { queue, warnings } = bench();
    const work = new HandWork('a');
    work.stands = () => Promise.reject(new LabError('disk-full', 'The disk is full.'));
    const { ended } = await queue.add(work);
    await computes(work);
    work.finish();
    await ended;
    expect(new Set(warnings)).toEqual(new Set(['The state of a could not be written down: The disk is full.']));
  });
});
