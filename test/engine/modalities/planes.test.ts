import { describe, expect, it } from 'vitest';
import { audio } from '../../../src/engine/modalities/audio';
import { sequence } from '../../../src/engine/modalities/sequence';
import { skeleton } from '../../../src/engine/modalities/skeleton';
import { tabular } from '../../../src/engine/modalities/tabular';
import { randomFrom } from '../../../src/engine/random';
import {
  Fills,
  stepsText,
  type AudioSpec,
  type BoxRegion,
  type Measured,
  type Region,
  type SequenceSpec,
  type SkeletonSpec,
  type TabularSpec,
} from '../../../src/shared/data/modality';

const measured = (...names: readonly string[]): Measured[] => names.map((name) => ({ name, low: 0, high: 1 }));
const sound: AudioSpec = {
  kind: 'audio',
  height: 4,
  width: 6,
  channels: 1,
  mean: [0.25],
  std: [0.2],
  seconds: 0.6,
  hertz: [60, 4000],
};
const table: TabularSpec = {
  kind: 'tabular',
  columns: measured('age', 'weight', 'pulse'),
  mean: [0.25, 0.5, 0.75],
  std: [1, 1, 1],
};
const series: SequenceSpec = {
  kind: 'sequence',
  steps: 5,
  features: measured('x', 'y'),
  mean: [0.25, 0.75],
  std: [1, 1],
};
const body: SkeletonSpec = {
  kind: 'skeleton',
  joints: ['head', 'hand'],
  steps: 3,
  coordinates: measured('x', 'y'),
  mean: [0.25, 0.75],
  std: [1, 1],
};
const noise = () => randomFrom('noise');
const boxes = (regions: readonly Region[]): readonly BoxRegion['box'][] =>
  regions.map((region) => {
    if (region.kind === 'text') throw new Error('a word');
    return region.box;
  });
const region = (kind: BoxRegion['kind'], ...box: BoxRegion['box']): Region => ({ kind, modality: 'm', box });

describe('sound', () => {
  it('is cut by a quad-tree in time and frequency', () => {
    const roots = audio.roots(sound, new Float32Array(24), 'm');
    expect(boxes(roots)).toEqual([
      [0, 0, 3, 3],
      [0, 3, 3, 3],
      [3, 0, 1, 3],
      [3, 3, 1, 3],
    ]);
    expect(roots.every(({ kind }) => kind === 'audio')).toBe(true);
    expect(boxes(audio.children(sound, roots[0]))).toEqual([
      [0, 0, 2, 2],
      [0, 2, 2, 2],
      [2, 0, 2, 2],
      [2, 2, 2, 2],
    ]);
    expect(audio.elements(sound, new Float32Array(24))).toBe(24);
  });

  it.each([
    ['mean', 0.25],
    ['silence', 0],
  ] as const)('is filled with %s', (fill, level) => {
    const value = new Float32Array(24).fill(1);
    const left = audio.remove(sound, value, [region('audio', 1, 2, 2, 3)], Fills.parse({ audio: fill }), noise());
    expect(Array.from(left)).toEqual(
      Array.from(value, (_, at) => {
        const [row, column] = [Math.floor(at / 6), at % 6];
        return row >= 1 && row < 3 && column >= 2 && column < 5 ? level : 1;
      }),
    );
  });

  it('of one level is that level under the blur, and takes any under the noise', () => {
    const value = new Float32Array(24).fill(0.5);
    const gone = [region('audio', 0, 0, 4, 6)];
    for (const level of audio.remove(sound, value, gone, Fills.parse({ audio: 'blur' }), noise())) {
      expect(level).toBeCloseTo(0.5, 6);
    }
    const drawn = audio.remove(sound, value, gone, Fills.parse({ audio: 'noise' }), noise());
    expect(new Set(drawn).size).toBe(24);
  });

  it('does not take the fill of pictures', () => {
    const fills = Fills.parse({ image: 'white' });
    expect(audio.remove(sound, new Float32Array(24), [region('audio', 0, 0, 1, 1)], fills, noise())[0]).toBe(0.25);
  });
});

describe('a table', () => {
  const value = Float32Array.of(0.1, 0.2, 0.3);

  it('is cut into its columns, however many cells a grid has, and no further', () => {
    const columns = [
      [0, 0, 1, 1],
      [0, 1, 1, 1],
      [0, 2, 1, 1],
    ];
    const roots = tabular.roots(table, value, 'm');
    expect(boxes(roots)).toEqual(columns);
    expect(boxes(tabular.grid(table, value, 'm', 2))).toEqual(columns);
    expect(roots.flatMap((root) => tabular.children(table, root))).toEqual([]);
    expect(tabular.elements(table, value)).toBe(3);
  });

  it('takes the mean of the column that is missing', () => {
    const gone = [region('tabular', 0, 0, 1, 1), region('tabular', 0, 2, 1, 1)];
    expect(Array.from(tabular.remove(table, value, gone, Fills.parse({}), noise()))).toEqual([
      0.25,
      Math.fround(0.2),
      0.75,
    ]);
    expect(tabular.removedElements(table, value, [...gone, gone[0]])).toBe(2);
    expect(Array.from(tabular.remove(table, value, gone, Fills.parse({ values: 'lowest' }), noise()))).toEqual([
      0,
      Math.fround(0.2),
      0,
    ]);
  });
});

describe('a sequence', () => {
  it('is cut into spans that are halved, the first half the longer one', () => {
    const roots = sequence.roots(series, new Float32Array(10), 'm');
    expect(boxes(roots)).toEqual([
      [0, 0, 1, 3],
      [0, 3, 1, 2],
    ]);
    expect(boxes(sequence.children(series, roots[0]))).toEqual([
      [0, 0, 1, 2],
      [0, 2, 1, 1],
    ]);
    expect(sequence.children(series, region('sequence', 0, 4, 1, 1))).toEqual([]);
    expect(sequence.side(series, roots[0])).toEqual({ elements: 3, fraction: 3 / 5 });
  });

  it('loses all features of a step at once, each to its own mean', () => {
    const value = new Float32Array(10);
    const left = sequence.remove(series, value, [region('sequence', 0, 1, 1, 2)], Fills.parse({}), noise());
    expect(Array.from(left)).toEqual([0, 0, 0.25, 0.75, 0.25, 0.75, 0, 0, 0, 0]);
    expect(sequence.removedElements(series, value, [region('sequence', 0, 1, 1, 2)])).toBe(2);
  });

  it('is displaced to a span of the same length', () => {
    const random = randomFrom('displaced');
    for (let draw = 0; draw < 20; draw += 1) {
      const placed = sequence.displaced(series, new Float32Array(10), [region('sequence', 0, 0, 1, 3)], random);
      expect(sequence.removedElements(series, new Float32Array(10), placed)).toBe(3);
    }
  });
});

describe('a skeleton', () => {
  it('is cut into joints over spans', () => {
    const roots = skeleton.roots(body, new Float32Array(12), 'm');
    expect(boxes(roots)).toEqual([
      [0, 0, 1, 3],
      [1, 0, 1, 3],
    ]);
    expect(boxes(skeleton.children(body, roots[1]))).toEqual([
      [1, 0, 1, 2],
      [1, 2, 1, 1],
    ]);
    expect(skeleton.elements(body, new Float32Array(12))).toBe(6);
  });

  it('loses a joint at some steps, with all its coordinates', () => {
    const left = skeleton.remove(
      body,
      new Float32Array(12),
      [region('skeleton', 1, 1, 1, 2)],
      Fills.parse({}),
      noise(),
    );
    expect(Array.from(left)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0.25, 0.75, 0.25, 0.75]);
  });
});

it('refuses the regions of another kind, and such that leave it', () => {
  expect(() =>
    audio.remove(sound, new Float32Array(24), [region('image', 0, 0, 1, 1)], Fills.parse({}), noise()),
  ).toThrow('An image region was given to an audio.');
  expect(() =>
    sequence.remove(series, new Float32Array(10), [region('sequence', 0, 4, 1, 2)], Fills.parse({}), noise()),
  ).toThrow('The region [0, 4, 1, 2] leaves the sequence.');
});

describe('a sequence that is shorter than the longest', () => {
  const varying: SequenceSpec = { ...series, shortest: 1 };
  const value = Float32Array.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6);

  it('has as many elements, and regions within them, as its own steps', () => {
    expect(sequence.elements(varying, value)).toBe(3);
    expect(sequence.roots(varying, value, 'm').map((region) => (region as BoxRegion).box)).toEqual([
      [0, 0, 1, 2],
      [0, 2, 1, 1],
    ]);
    const grid = sequence.grid(varying, value, 'm', 5) as readonly BoxRegion[];
    expect(Math.max(...grid.map(({ box: [, left, , steps] }) => left + steps))).toBe(3);
    const random = randomFrom('shorter');
    for (let draw = 0; draw < 20; draw += 1) {
      const region = { kind: 'sequence', modality: 'm', box: [0, 0, 1, 2] } as const;
      const placed = sequence.displaced(varying, value, [{ ...region, box: [...region.box] }], random);
      expect(sequence.removedElements(varying, value, placed)).toBe(2);
    }
  });

  it('stays as long as it is when a part of it goes, and cannot lose what it has not', () => {
    const last: Region = { kind: 'sequence', modality: 'm', box: [0, 2, 1, 1] };
    const left = sequence.remove(varying, value, [last], Fills.parse({}), randomFrom('noise'));
    expect(Array.from(left)).toEqual([...Array.from(value.slice(0, 4)), 0.25, 0.75]);
    const beyond: Region = { kind: 'sequence', modality: 'm', box: [0, 3, 1, 1] };
    expect(() => sequence.remove(varying, value, [beyond], Fills.parse({}), randomFrom('noise'))).toThrow(
      /leaves the/u,
    );
  });

  it('is told by the steps of the shortest and of the longest', () => {
    expect(stepsText(varying)).toBe('1 to 5 steps');
    expect(stepsText(series)).toBe('5 steps');
    expect(stepsText({ steps: 1 })).toBe('1 step');
  });
});
