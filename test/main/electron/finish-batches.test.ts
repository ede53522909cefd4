import { expect, test } from 'vitest';
import { finishBatches } from '../../../src/main/electron/finish-batches';
import { QuitTalk } from '../../../src/main/quit-talk';
import { LabError } from '../../../src/shared/errors';
import type { QueueItem } from '../../../src/shared/runs/queue';
import type { Quitting } from '../../../src/shared/window/quitting';

type State = QueueItem['state'];

function item(id: string, state: State): QueueItem {
  const whole = { done: 12, total: 40, remaining: null };
  const progress = {
    stage: 'attack',
    label: '',
    done: 1,
    total: 2,
    unit: 'samples',
    rate: null,
    remaining: null,
    detail: null,
    whole,
  } as const;
  return {
    id,
    kind: 'study',
    title: `Study ${id}`,
    run: id,
    model: null,
    trains: [],
    state,
    progress: state === 'working' ? progress : null,
  };
}

const works = [{ title: 'Study a', recorded: { done: 12, total: 40 } }];

/** An engine with a queue; a batch under way is done when the test says so. */
function engineWith(...items: readonly QueueItem[]) {
  let queue = items;
  let batchDone = (): void => undefined;
  let fail: (error: LabError) => void = () => undefined;
  const asked: string[] = [];
  const set = (id: string, state: State): void => {
    queue = queue.map((one) => (one.id === id ? { ...one, state } : one));
  };
  const request = async (name: string, { item: id }: { readonly item: string }): Promise<unknown> => {
    if (name === 'queue.show') return { items: queue };
    asked.push(`${name.slice('queue.'.length)} ${id}`);
    const one = queue.find((other) => other.id === id);
    if (one === undefined) throw new LabError('not-found', 'is not in the queue any more.');
    if (name === 'queue.continue') set(id, 'waiting');
    else {
      if (one.state === 'working') {
        await new Promise<void>((resolve, reject) => {
          batchDone = resolve;
          fail = reject;
        });
      }
      set(id, 'paused');
    }
    return {};
  };
  return {
    engine: { request: request as never },
    items,
    asked,
    batchDone: () => {
      batchDone();
    },
    fail: (error: LabError) => {
      fail(error);
    },
    leave: (id: string) => {
      queue = queue.filter((one) => one.id !== id);
    },
    add: (one: QueueItem) => {
      queue = [...queue, one];
    },
  };
}

function talkOf(): { readonly talk: QuitTalk; readonly said: Quitting[] } {
  const said: Quitting[] = [];
  return { talk: new QuitTalk((state) => said.push(state)), said };
}

const noTrouble = (why: string): never => {
  throw new Error(why);
};

/** Lets everything that can go on now do so. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

test('it quits when the batch is done and not before, and says meanwhile what it waits for', async () => {
  const { engine, items, asked, batchDone } = engineWith(
    item('a', 'working'),
    item('b', 'waiting'),
    item('c', 'paused'),
  );
  const { talk, said } = talkOf();
  let ended: boolean | null = null;
  const finished = finishBatches(engine, items, talk, noTrouble).then((mayQuit) => (ended = mayQuit));
  await settled();
  expect([ended, talk.state]).toEqual([null, { state: 'waiting', works }]);
  batchDone();
  expect(await finished).toBe(true);
  // What waits first, or it would take its turn; what the person paused is left alone.
  expect(asked).toEqual(['pause b', 'pause a']);
  expect(said).toEqual([{ state: 'waiting', works }, { state: 'no' }]);
});

test('an engine that answers nothing any more is waited for in sight of the person', async () => {
  const { talk } = talkOf();
  const silent = { request: () => new Promise<never>(() => undefined) };
  const finished = finishBatches(silent, [item('a', 'working')], talk, noTrouble);
  expect(talk.state).toEqual({ state: 'waiting', works });
  talk.decide('stop-now');
  expect(await finished).toBe(true);
});

test('what comes into the queue meanwhile is held too', async () => {
  const { engine, items, asked, batchDone, add } = engineWith(item('a', 'working'));
  const finished = finishBatches(engine, items, talkOf().talk, noTrouble);
  await settled();
  add(item('b', 'waiting'));
  batchDone();
  expect(await finished).toBe(true);
  expect(asked).toEqual(['pause a', 'pause b']);
});

test('work that ends while it is waited for is no failure', async () => {
  const { engine, items, fail, leave } = engineWith(item('a', 'working'));
  const finished = finishBatches(engine, items, talkOf().talk, noTrouble);
  await settled();
  leave('a');
  fail(new LabError('not-found', 'is not in the queue any more.'));
  expect(await finished).toBe(true);
});

test('who keeps working has all go on that was held, what was under way first, and nothing else', async () => {
  const { engine, items, asked } = engineWith(item('b', 'waiting'), item('a', 'working'), item('c', 'paused'));
  const { talk, said } = talkOf();
  const finished = finishBatches(engine, items, talk, noTrouble);
  await settled();
  talk.decide('keep-working');
  expect(await finished).toBe(false);
  expect(asked).toEqual(['pause b', 'pause a', 'continue a', 'continue b']);
  expect(said.at(-1)).toEqual({ state: 'no' });
});

test('who stops now waits no longer', async () => {
  const { engine, items } = engineWith(item('a', 'working'));
  const { talk } = talkOf();
  const finished = finishBatches(engine, items, talk, noTrouble);
  await settled();
  talk.decide('stop-now');
  expect(await finished).toBe(true);
});

test('a batch that cannot be finished is said, with what is recorded, and waits for a decision', async () => {
  const { engine, items, batchDone, fail } = engineWith(item('a', 'working'));
  const { talk, said } = talkOf();
  let ended: boolean | null = null;
  const finished = finishBatches(engine, items, talk, noTrouble).then((mayQuit) => (ended = mayQuit));
  await settled();
  fail(new LabError('internal', 'The engine ended unexpectedly.', { remedy: 'Type something.' }));
  await settled();
  expect(ended).toBeNull();
  expect(talk.state).toEqual({ state: 'failed', works, reason: 'The engine ended unexpectedly.' });
  talk.decide('try-again');
  await settled();
  expect(talk.state).toEqual({ state: 'waiting', works });
  batchDone();
  expect(await finished).toBe(true);
  expect(said.map(({ state }) => state)).toEqual(['waiting', 'failed', 'waiting', 'no']);
});

test('what fails after the decision is told nobody', async () => {
  const { engine, items, fail } = engineWith(item('a', 'working'));
  const { talk, said } = talkOf();
  const finished = finishBatches(engine, items, talk, noTrouble);
  await settled();
  talk.decide('stop-now');
  await finished;
  fail(new LabError('internal', 'The engine ended unexpectedly.'));
  await settled();
  expect(said.map(({ state }) => state)).toEqual(['waiting', 'no']);
});

test('what does not go on where the program stays is told', async () => {
  const { engine, items, fail } = engineWith(item('a', 'working'));
  const { talk } = talkOf();
  const trouble: string[] = [];
  const request = (name: string, params: unknown): Promise<unknown> =>
    name === 'queue.continue'
      ? Promise.reject(new LabError('internal', 'The engine is gone.'))
      : (engine.request as (name: string, params: unknown) => Promise<unknown>)(name, params);
  const finished = finishBatches({ request: request as never }, items, talk, (why) => trouble.push(why));
  await settled();
  fail(new LabError('internal', 'The engine is gone.'));
  await settled();
  talk.decide('keep-working');
  expect(await finished).toBe(false);
  expect(trouble).toEqual(['The engine is gone.']);
});

test('nothing can be decided where nothing is waited for', async () => {
  const { engine, items } = engineWith();
  const { talk } = talkOf();
  const refused = expect.objectContaining({ code: 'conflict' }) as unknown;
  expect(() => {
    talk.decide('stop-now');
  }).toThrow(refused);
  expect(await finishBatches(engine, items, talk, noTrouble)).toBe(true);
  expect(talk.isOpen).toBe(false);
});
