import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { coalesce } from '../../../src/engine/progress/coalesce';
import type { Progress } from '../../../src/shared/progress';

function report(stage: Progress['stage'], done: number): Progress {
  return {
    stage,
    label: stage,
    done,
    total: 10,
    unit: 'samples',
    rate: null,
    remaining: null,
    detail: null,
    whole: null,
  };
}

describe('coalescing', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('passes the newest report on, at most ten a second', () => {
    const passed: { readonly at: number; readonly done: number }[] = [];
    const { sink, flush } = coalesce(
      ({ done }) => passed.push({ at: Date.now(), done }),
      () => Date.now(),
    );
    for (let step = 0; step < 9_900; step += 1) {
      sink(report('attack', step / 1_000));
      vi.advanceTimersByTime(1);
    }
    sink(report('attack', 10));
    flush();
    expect(passed.at(-1)?.done).toBe(10);
    for (const { at } of passed) {
      expect(passed.filter((other) => other.at >= at && other.at < at + 1_000).length).toBeLessThanOrEqual(10);
    }
    expect(passed.length).toBeGreaterThan(70);
    vi.advanceTimersByTime(1_000);
    expect(passed.filter(({ done }) => done === 10)).toHaveLength(1);
  });

  it('tells overlapping stages one after the other, each to its end', () => {
    const passed: string[] = [];
    const { sink } = coalesce(
      ({ stage, done }) => passed.push(`${stage} ${done}`),
      () => Date.now(),
    );
    const say = (stage: Progress['stage'], done: number): void => {
      sink(report(stage, done));
      vi.advanceTimersByTime(200);
    };
    say('training', 5);
    say('clean', 1);
    say('training', 8);
    say('attack', 2);
    say('training', 10);
    say('clean', 10);
    say('attack', 3);
    expect(passed).toEqual(['training 5', 'training 8', 'training 10', 'clean 1', 'clean 10', 'attack 2', 'attack 3']);
  });
});
