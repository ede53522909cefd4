import { describe, expect, it } from 'vitest';
import { noisySound } from '../../../src/engine/degradations/audio-noise';
import { noisySteps, noisyTable, swapNeighbours } from '../../../src/engine/degradations/number-noise';
import { randomFrom } from '../../../src/engine/random';
import type { AudioSpec, SequenceSpec, TabularSpec } from '../../../src/shared/data/modality';

const sound: AudioSpec = {
  kind: 'audio',
  height: 8,
  width: 40,
  channels: 1,
  mean: [0.3],
  std: [0.2],
  seconds: 1,
  hertz: [60, 4000],
};
const clip = Float32Array.from({ length: 320 }, (_, at) => 0.2 + (at % 7) / 10);
const series: SequenceSpec = {
  kind: 'sequence',
  steps: 50,
  features: [
    { name: 'x', low: 0, high: 1 },
    { name: 'y', low: 0, high: 1 },
  ],
  mean: [0.25, 0.75],
  std: [0.1, 0.1],
};
const table: TabularSpec = {
  kind: 'tabular',
  columns: Array.from({ length: 40 }, (_, at) => ({ name: String(at), low: 0, high: 1 })),
  mean: new Array<number>(40).fill(0.5),
  std: new Array<number>(40).fill(0.1),
};

describe('noise of sound', () => {
  it('of level 0 is none, and a clip that is spared stays as it is, where the released code made it silent', () => {
    expect(noisySound(sound, clip, 0, randomFrom('none'))).toBe(clip);
    const spared = Array.from({ length: 200 }, (_, at) => noisySound(sound, clip, 0.3, randomFrom('clip', at))).filter(
      (one) => one === clip,
    );
    // 200 clips, each spared with probability 0.7: 140 and four deviations of 6.5.
    expect(Math.abs(spared.length - 140)).toBeLessThan(26);
  });

  it('is one of three: white, cells dropped at the rate of the level, frames dropped in stretches', () => {
    const kinds = { white: 0, cells: 0, frames: 0 };
    for (let at = 0; at < 120; at += 1) {
      const changed = noisySound(sound, clip, 1 - 1e-9, randomFrom('kind', at));
      const silent = changed.filter((level) => level === 0).length;
      if (silent === clip.length) kinds.cells += 1;
      else if (Array.from({ length: 40 }, (_, column) => column).some((column) => isSilent(changed, column))) {
        kinds.frames += 1;
      } else kinds.white += 1;
      for (const level of changed) expect(level >= 0 && level <= 1).toBe(true);
    }
    expect(Object.values(kinds).every((count) => count > 20)).toBe(true);
  });

  it('drops cells with probability p, where the released code dropped all', () => {
    const rates = Array.from({ length: 60 }, (_, at) => noisySound(sound, clip, 0.4, randomFrom('rate', at)))
      .filter((changed) => changed !== clip && changed.every((level, at) => level === 0 || level === clip[at]))
      .filter(
        (changed) => !Array.from({ length: 40 }, (_, column) => column).some((column) => isSilent(changed, column)),
      )
      .map((changed) => changed.filter((level) => level === 0).length / clip.length);
    const dropped = rates.filter((rate) => rate > 0);
    expect(dropped.length).toBeGreaterThan(2);
    for (const rate of dropped) expect(Math.abs(rate - 0.4)).toBeLessThan(0.12);
  });

  function isSilent(value: Float32Array, column: number): boolean {
    return Array.from({ length: 8 }, (_, band) => value[band * 40 + column]).every((level) => level === 0);
  }
});

describe('noise of numbers', () => {
  it('of level 0 is none', () => {
    const row = new Float32Array(40).fill(0.3);
    const steps = new Float32Array(100).fill(0.3);
    expect(noisyTable(table, row, 0, randomFrom('none'))).toBe(row);
    expect(noisySteps(series, steps, 0, randomFrom('none'))).toBe(steps);
  });

  it('swaps neighbours truly: no value is lost and none is copied', () => {
    const values = Float32Array.from({ length: 40 }, (_, at) => at);
    swapNeighbours(values, 0.5, randomFrom('swap'));
    expect(Array.from(values)).not.toEqual(Array.from({ length: 40 }, (_, at) => at));
    expect(Array.from(values).sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, at) => at));
    const always = Float32Array.of(1, 2, 3);
    swapNeighbours(always, 1, randomFrom('swap'));
    expect(Array.from(always)).toEqual([2, 3, 1]);
  });

  it('drops columns at the rate of the level, to the mean', () => {
    const row = Float32Array.from({ length: 40 }, (_, at) => 0.7 + at / 400);
    const dropped = Array.from({ length: 50 }, (_, at) =>
      noisyTable(table, row, 0.3, randomFrom('table', at)).filter((value) => Math.abs(value - 0.5) < 1e-6),
    ).reduce((sum, gone) => sum + gone.length, 0);
    // 2,000 columns at 0.3: 600 and four deviations of 20.5.
    expect(Math.abs(dropped - 600)).toBeLessThan(82);
  });

  it('of level 1 drops every step', () => {
    const changed = noisySteps(series, new Float32Array(100).fill(0.4), 1, randomFrom('steps'));
    expect(Array.from(changed)).toEqual(Array.from({ length: 100 }, (_, at) => (at % 2 === 0 ? 0.25 : 0.75)));
  });

  it('shifts all features of a step alike', () => {
    const changed = noisySteps(series, new Float32Array(100).fill(0.5), 0.2, randomFrom('shift'));
    const kept = Array.from({ length: 50 }, (_, step) => [changed[2 * step], changed[2 * step + 1]]).filter(
      ([x, y]) => x !== 0.25 && y !== 0.75,
    );
    expect(kept.length).toBeGreaterThan(10);
    for (const [x, y] of kept) expect(x).toBe(y);
    expect(new Set(kept.map(([x]) => x)).size).toBeGreaterThan(5);
  });
});
