import { describe, expect, it } from 'vitest';
import { pauseWith } from '../../src/engine/pause';
import { cancelled } from '../../src/shared/errors';

function busy(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

describe('a pause', () => {
  it('gives other work its turn after long work, and not at every call', async () => {
    const pause = pauseWith(() => undefined);
    let turns = 0;
    const turn = (): void => {
      turns += 1;
      next = setImmediate(turn);
    };
    let next = setImmediate(turn);
    for (let step = 0; step < 10; step += 1) await pause();
    expect(turns).toBeLessThan(3);
    const before = turns;
    for (let step = 0; step < 5; step += 1) {
      busy(25);
      await pause();
    }
    expect(turns - before).toBeGreaterThanOrEqual(5);
    clearImmediate(next);
  });

  it('asks at every call whether to stop', async () => {
    let calls = 0;
    const pause = pauseWith(() => {
      calls += 1;
      if (calls === 3) throw cancelled();
    });
    await pause();
    await pause();
    await expect(pause()).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('sees what happened while others had their turn', async () => {
    let stop = false;
    const pause = pauseWith(() => {
      if (stop) throw cancelled();
    });
    setImmediate(() => {
      stop = true;
    });
    busy(25);
    await expect(pause()).rejects.toMatchObject({ code: 'cancelled' });
  });
});
