import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { SerialQueue } from '../../../src/engine/server/serial-queue';

describe('the queue', () => {
  it('does one piece of work at a time, in order, whatever happens to those before', async () => {
    const queue = new SerialQueue();
    const { signal } = new AbortController();
    const log: string[] = [];
    const work = (name: string, fails = false) =>
      queue.run(async () => {
        log.push(`${name} begins`);
        await wait(5);
        log.push(`${name} ends`);
        if (fails) throw new Error(name);
        return name;
      }, signal);
    const results = await Promise.allSettled([work('a'), work('b', true), work('c')]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });

  it('lets go of who gives up waiting, and lets nobody overtake', async () => {
    const queue = new SerialQueue();
    const log: string[] = [];
    const impatient = new AbortController();
    const { signal } = new AbortController();
    const first = queue.run(async () => {
      await wait(30);
      log.push('first');
    }, signal);
    const second = queue.run(() => Promise.resolve(log.push('second')), impatient.signal);
    const third = queue.run(() => Promise.resolve(log.push('third')), signal);
    impatient.abort();
    await expect(second).rejects.toMatchObject({ code: 'cancelled' });
    expect(log).toEqual([]);
    await Promise.all([first, third]);
    expect(log).toEqual(['first', 'third']);
  });
});
