/**
 * The noise of MultiBench by its constants: each change on an input whose result is known, with the draws told, and the rates
 * of what is drawn within a binomial interval.
 */
import { describe, expect, it } from 'vitest';
import { noisySound } from '../../../src/engine/degradations/audio-noise';
import { noisySteps, noisyTable, swapNeighbours } from '../../../src/engine/degradations/number-noise';
import { noisyPicture } from '../../../src/engine/degradations/picture-noise';
import { noisyText } from '../../../src/engine/degradations/text-noise';
import { randomFrom } from '../../../src/engine/random';
import type { AudioSpec, ImageSpec, SequenceSpec, SkeletonSpec, TabularSpec } from '../../../src/shared/data/modality';
import { scripted } from './scripted-random';

const level = 0.3;
/** Too large for any change, and just small enough for one. */
const [spared, struck] = [level, level - 1e-9];

/** Two-sided 99.9 % of a binomial of many draws. */
function expectRate(count: number, draws: number, rate: number): void {
  const deviation = Math.sqrt(draws * rate * (1 - rate));
  expect(draws).toBeGreaterThan(3000);
  expect(Math.abs(count - draws * rate)).toBeLessThan(3.2905 * deviation);
}

function expectClose(found: Float32Array, wanted: readonly number[]): void {
  expect(found).toHaveLength(wanted.length);
  wanted.forEach((value, at) => {
    expect(found[at]).toBeCloseTo(value, 5);
  });
}

describe('each of the ten changes of a picture, alone', () => {
  const order = [
    'grey',
    'half contrast',
    'inverted',
    'tinted',
    'coloured',
    'salt and pepper',
    'gaussian',
    'turned',
    'mirrored',
    'cropped',
  ] as const;
  const spec = (height: number, width: number, channels: 1 | 3): ImageSpec => ({
    ...{ kind: 'image', height, width, channels },
    mean: new Array<number>(channels).fill(0),
    std: new Array<number>(channels).fill(1),
  });
  const changed = (
    change: (typeof order)[number],
    shape: ImageSpec,
    value: readonly number[],
    draws: {
      readonly uniform?: readonly number[];
      readonly below?: readonly number[];
      readonly normal?: readonly number[];
    },
  ): Float32Array => {
    const before = order.slice(0, order.indexOf(change)).map(() => spared);
    const uniform = [...before, struck, ...(draws.uniform ?? [])];
    return noisyPicture(shape, Float32Array.from(value), level, scripted({ ...draws, uniform, thenUniform: spared }));
  };
  /** Black but for one pixel. */
  const bright = (side: number, row: number, column: number): readonly number[] =>
    Array.from({ length: side * side }, (_, at) => (at === row * side + column ? 1 : 0));
  const primaries = [1, 0, 0, 0, 1, 0, 0, 0, 1];

  it('grey is the luma of Rec. 601', () => {
    const [red, green, blue] = [0.299, 0.587, 0.114];
    expectClose(changed('grey', spec(1, 3, 3), primaries, {}), [red, red, red, green, green, green, blue, blue, blue]);
  });

  it('contrast is halved about the mean brightness', () => {
    expectClose(changed('half contrast', spec(2, 2, 1), [0, 1, 0.2, 0.8], {}), [0.25, 0.75, 0.35, 0.65]);
    // Mean luma of red and white: (0.299 + 1) / 2.
    const half = 0.6495 / 2;
    const mixed = changed('half contrast', spec(1, 2, 3), [1, 0, 0, 1, 1, 1], {});
    expectClose(mixed, [half + 0.5, half, half, half + 0.5, half + 0.5, half + 0.5]);
  });

  it('inverted is 1 less the value', () => {
    expectClose(changed('inverted', spec(1, 3, 1), [0, 0.25, 1], {}), [1, 0.75, 0]);
  });

  it.each([
    [1000, 0, [255, 56, 0]],
    [6500, 11, [255, 249, 253]],
    [10_000, 18, [204, 219, 255]],
  ])('tinted is multiplied by the colour of a black body, of %i K the %i. of the table', (_, at, colour) => {
    const found = changed('tinted', spec(1, 1, 3), [1, 0.5, 1], { below: [at] });
    expectClose(found, [colour[0] / 255, colour[1] / 510, colour[2] / 255]);
    expect(() => changed('tinted', spec(1, 1, 3), [1, 1, 1], { below: [19] })).toThrow();
  });

  it.each([0, 1, 2])('coloured is 0.7 of the picture and 0.3 of a full colour (channel %i)', (channel) => {
    const wanted = [0.2, 0.4, 0.6].map((own, at) => 0.7 * own + (at === channel ? 0.3 : 0));
    expectClose(changed('coloured', spec(1, 1, 3), [0.2, 0.4, 0.6], { below: [channel] }), wanted);
  });

  it('salt and pepper strike each pixel with probability p, in all its channels', () => {
    const value = new Array<number>(12).fill(0.5);
    const uniform = [struck, spared, struck, spared];
    const found = changed('salt and pepper', spec(2, 2, 3), value, { uniform, below: [1, 0] });
    expectClose(found, [1, 1, 1, 0.5, 0.5, 0.5, 0, 0, 0, 0.5, 0.5, 0.5]);
  });

  it('Gaussian noise of deviation p lies on the grey picture, within [0, 1]', () => {
    const found = changed('gaussian', spec(1, 3, 3), primaries, { normal: [1, -0.5, -2] });
    const levels = [0.299 + 0.3, 0.587 - 0.15, 0];
    expectClose(
      found,
      levels.flatMap((own) => [own, own, own]),
    );
  });

  it('is turned by up to 20 degrees to either side about its middle', () => {
    // An angle whose sine is 7/25 and cosine 24/25 moves a pixel 25 right of the middle to a whole place.
    const degrees = (Math.atan2(7, 24) * 180) / Math.PI;
    const middle = 25;
    for (const side of [1, -1]) {
      const uniform = [(1 + (side * degrees) / 20) / 2];
      const found = changed('turned', spec(51, 51, 1), bright(51, middle, middle + 25), { uniform });
      expect(found[(middle + side * 7) * 51 + middle + 24]).toBeCloseTo(1, 4);
      expect(found[middle * 51 + middle + 25]).toBeCloseTo(0, 4);
    }
  });

  it('is mirrored left and right', () => {
    expectClose(changed('mirrored', spec(2, 3, 1), [0.1, 0.2, 0.3, 0.4, 0.5, 0.6], {}), [
      ...[0.3, 0.2, 0.1],
      ...[0.6, 0.5, 0.4],
    ]);
  });

  it('is cropped to four fifths of its sides, anywhere, and enlarged to all', () => {
    // Row 5 of 11 shows row 0.8 · 5 of what is left, column 10 column 8; the crop may begin at 0.2 · 10.
    const first = changed('cropped', spec(11, 11, 1), bright(11, 4, 8), { uniform: [0, 0] });
    expect(first[5 * 11 + 10]).toBeCloseTo(1, 5);
    const last = changed('cropped', spec(11, 11, 1), bright(11, 6, 10), { uniform: [1, 1] });
    expect(last[5 * 11 + 10]).toBeCloseTo(1, 5);
    const between = changed('cropped', spec(11, 11, 1), bright(11, 5, 8), { uniform: [0.5, 0] });
    expect(between[5 * 11 + 10]).toBeCloseTo(1, 5);
  });

  it('all are left out where no draw is below p', () => {
    const value = Float32Array.of(0.1, 0.2, 0.3);
    expect(noisyPicture(spec(1, 1, 3), value, level, scripted({ thenUniform: spared }))).toBe(value);
  });
});

describe('noise of texts', () => {
  const misspelt = (edit: number, ...below: readonly number[]): readonly string[] =>
    noisyText(['abcde'], level, scripted({ uniform: [struck], below: [edit, ...below] }));

  it.each([
    ['swaps a letter with the next', 0, [0], 'acbde'],
    ['swaps the last one inside with the last', 0, [2], 'abced'],
    ['shuffles all between the first and the last', 1, [0, 1], 'adcbe'],
    ['types a neighbour on the keyboard', 2, [0, 0], 'avcde'],
    ['types the key above it to the left', 2, [0, 2], 'agcde'],
    ['types the key above it to the right', 2, [0, 3], 'ahcde'],
    ['repeats a letter', 3, [0], 'abbcde'],
    ['omits a letter', 4, [2], 'abce'],
  ])('%s', (_, edit, below, wanted) => {
    expect(misspelt(edit, ...below)).toEqual([wanted]);
  });

  it('leaves words alone whose last letter is the fourth, and draws nothing for them', () => {
    expect(noisyText(['with', 'with!', 'abcde'], level, scripted({ uniform: [spared] }))).toEqual([
      ...['with', 'with!', 'abcde'],
    ]);
  });

  it('misspells a word with probability p', () => {
    // All by omitting, which no word survives.
    const word = 'impossible';
    const random = { ...randomFrom('words'), below: () => 4 };
    const words = noisyText(new Array<string>(10_000).fill(word), level, random);
    expectRate(words.filter((own) => own !== word).length, words.length, level);
  });
});

describe('noise of sound', () => {
  const sound: AudioSpec = {
    ...{ kind: 'audio', height: 2, width: 30, channels: 1, mean: [0.3], std: [0.2], seconds: 1 },
    hertz: [60, 4000],
  };
  const clip = new Float32Array(60).fill(0.5);
  const silentFrames = (changed: Float32Array): readonly number[] =>
    Array.from({ length: 30 }, (_, frame) => frame).filter(
      (frame) => changed[frame] === 0 && changed[30 + frame] === 0,
    );

  it('white noise has deviation p', () => {
    const normal = Array.from({ length: 60 }, (_, at) => (at === 0 ? 1 : at === 1 ? -3 : 0));
    const changed = noisySound(sound, clip, level, scripted({ uniform: [struck], below: [0], normal }));
    expectClose(changed, [0.8, 0, ...new Array<number>(58).fill(0.5)]);
  });

  it('a stretch is ten frames long and begins at a frame with probability p / 10', () => {
    const starts = Array.from({ length: 30 }, (_, frame) => (frame === 4 || frame === 25 ? 0.0299 : 0.0301));
    const changed = noisySound(sound, clip, level, scripted({ uniform: [struck, ...starts], below: [2] }));
    expect(silentFrames(changed)).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 25, 26, 27, 28, 29]);
    expect(changed.filter((own) => own === 0)).toHaveLength(30);
  });

  it('strikes a clip with probability p, and drops each of its cells with probability p', () => {
    const clips = Array.from({ length: 4000 }, (_, at) =>
      noisySound(sound, clip, level, { ...randomFrom('clip', at), below: () => 1 }),
    );
    const hit = clips.filter((changed) => changed !== clip);
    expectRate(hit.length, clips.length, level);
    const dropped = hit.reduce((sum, changed) => sum + changed.filter((own) => own === 0).length, 0);
    expectRate(dropped, hit.length * clip.length, level);
  });
});

describe('noise of numbers', () => {
  const features = Array.from({ length: 20 }, (_, at) => ({ name: String(at), low: 0, high: 1 }));
  const series: SequenceSpec = {
    ...{ kind: 'sequence', steps: 100, features },
    mean: features.map(() => 0.25),
    std: features.map(() => 0.1),
  };

  it('drops each number, and each whole step, with probability p', () => {
    let [gone, steps, dropped, kept] = [0, 0, 0, 0];
    for (let seed = 0; seed < 60; seed += 1) {
      const changed = noisySteps(series, new Float32Array(2000).fill(0.5), level, randomFrom('steps', seed));
      for (let step = 0; step < 100; step += 1) {
        const count = changed.subarray(20 * step, 20 * step + 20).filter((own) => own === 0.25).length;
        steps += 1;
        // That all twenty are dropped one by one happens once in 10^10 steps.
        if (count === 20) gone += 1;
        else [dropped, kept] = [dropped + count, kept + 20 - count];
      }
    }
    expectRate(gone, steps, level);
    expectRate(dropped, dropped + kept, level);
  });

  it('adds one draw of deviation p, in deviations of the column, to all numbers of a step', () => {
    const two: SequenceSpec = {
      ...{ kind: 'sequence', steps: 2, features: features.slice(0, 2) },
      ...{ mean: [0.25, 0.75], std: [0.1, 0.2] },
    };
    const changed = noisySteps(
      two,
      new Float32Array(4).fill(0.5),
      level,
      scripted({ normal: [1, -2], thenUniform: spared }),
    );
    expectClose(changed, [0.53, 0.56, 0.44, 0.38]);
  });

  it('drops a step of a skeleton in all its joints', () => {
    const skeleton: SkeletonSpec = {
      ...{ kind: 'skeleton', steps: 2, joints: ['head', 'hand', 'foot'], coordinates: features.slice(0, 2) },
      ...{ mean: [0.1, 0.2], std: [0.1, 0.1] },
    };
    const random = scripted({ normal: [1, 0], uniform: [struck], thenUniform: spared });
    const changed = noisySteps(skeleton, new Float32Array(12).fill(0.5), level, random);
    // Joint by joint, of each its steps, of each its coordinates.
    const joint = [0.1, 0.2, 0.5, 0.5];
    expectClose(changed, [...joint, ...joint, ...joint]);
  });

  const columns = Array.from({ length: 50 }, (_, at) => ({ name: String(at), low: 0, high: 1 }));
  const table: TabularSpec = {
    ...{ kind: 'tabular', columns },
    mean: columns.map(() => 0.5),
    std: columns.map(() => 0.1),
  };

  it('drops each column with probability p, then swaps it with the next with probability p', () => {
    const row = Float32Array.from({ length: 50 }, (_, at) => 0.6 + at / 200);
    let [dropped, could, swaps] = [0, 0, 0];
    const runs = 200;
    for (let seed = 0; seed < runs; seed += 1) {
      const changed = Array.from(noisyTable(table, row, level, randomFrom('table', seed)), (own) => own.toFixed(4));
      dropped += changed.filter((own) => own === '0.5000').length;
      for (let left = 0; left + 1 < row.length; left += 1) {
        // A column that was not dropped stands one place to the left exactly where it was swapped there.
        const next = row[left + 1].toFixed(4);
        if (!changed.includes(next)) continue;
        could += 1;
        if (changed[left] === next) swaps += 1;
      }
    }
    expectRate(dropped, runs * row.length, level);
    expectRate(swaps, could, level);
  });

  it('swaps at every place with probability p', () => {
    const values = Float32Array.from({ length: 10_001 }, (_, at) => at);
    swapNeighbours(values, level, randomFrom('swaps'));
    expectRate(values.filter((own, at) => own === at + 1).length, 10_000, level);
  });

  it('exchanges columns in deviations, as they have different units', () => {
    const two: TabularSpec = { ...table, columns: columns.slice(0, 2), mean: [0.5, 0.2], std: [0.1, 0.05] };
    // Neither is dropped, both are swapped: +2 and −1 deviations.
    const changed = noisyTable(two, Float32Array.of(0.7, 0.15), level, scripted({ uniform: [spared, spared, struck] }));
    expectClose(changed, [0.4, 0.3]);
  });
});
