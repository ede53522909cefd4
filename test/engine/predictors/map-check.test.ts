/** What an imported model answers, held against what the data ask. */
import { describe, expect, it } from 'vitest';
import { checkMap } from '../../../src/engine/predictors/map-check';
import type { DatasetManifest } from '../../../src/shared/data/dataset';
import { problemsIn, type LabError } from '../../../src/shared/errors';
import { isOfData } from '../../../src/shared/imported/map-of-data';
import { ModelMap } from '../../../src/shared/imported/model-map';
import type { Target } from '../../../src/shared/data/target';

const value: Target = { kind: 'value', unit: 'points', range: [0, 10], tolerance: 1 };

const manifestOf = (target: Target | undefined): DatasetManifest =>
  ({
    name: 'rows',
    modalities: { x: { kind: 'tabular', columns: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] } },
    classes: target?.kind === 'value' ? ['mood'] : ['a', 'b'],
    ...(target === undefined ? {} : { target }),
  }) as unknown as DatasetManifest;

const mapOf = (output: object, changes: object = {}): ModelMap =>
  ModelMap.parse({
    format: 'muroan.model-map',
    formatVersion: 1,
    title: 'Rows',
    inputs: { x: { kind: 'numbers', input: 'x', layout: 'NW' } },
    output: { name: 'y', ...output },
    ...changes,
  });

/** What is wrong with it, place by place. */
function faults(target: Target | undefined, map: ModelMap, shape: (number | string)[] = ['n', 2]): readonly string[] {
  const signature = {
    inputs: [{ name: 'x', type: 'float32', shape: ['n', 3] }],
    outputs: [{ name: 'y', type: 'float32', shape }],
  };
  try {
    checkMap(map, signature, manifestOf(target));
    return [];
  } catch (error) {
    const problems = problemsIn(error as LabError);
    if (problems.length > 0) return problems.map(({ where, text }) => `${where} ${text}`);
    const { where = '', message, remedy = '' } = error as LabError;
    return [`${where} ${message} ${remedy}`];
  }
}

const classes = ['b', 'a'];

describe('what a map says of an answer', () => {
  it('fits data that ask for one class, a set of labels, or a value', () => {
    for (const gives of ['logits', 'probabilities']) {
      expect(faults(undefined, mapOf({ gives, classes }))).toEqual([]);
      expect(faults({ kind: 'labels' }, mapOf({ gives, classes }, { statedScore: 0.7 }))).toEqual([]);
    }
    const numbers = mapOf(
      { gives: 'values', classes: ['mood'], rescaled: { factor: 5, offset: 5 } },
      { statedScore: 2 },
    );
    for (const shape of [['n', 1], ['n'], []]) expect(faults(value, numbers, shape)).toEqual([]);
  });

  it.each([
    ['a class from values', undefined, mapOf({ gives: 'values', classes }), /^map.output.gives is "values", but "rows" asks for one class of several/],
    ['labels from values', { kind: 'labels' }, mapOf({ gives: 'values', classes }), /^map.output.gives is "values", but "rows" asks for a set of labels/],
    ['labels that are scaled', { kind: 'labels' }, mapOf({ classes, rescaled: { factor: 2, offset: 0 } }), /^map.output.rescaled is of values, but "rows" asks for a set of labels/],
    ['a class with a score', undefined, mapOf({ classes }, { statedScore: 0.5 }), /^map.statedScore is of labels or values, but "rows" asks for one class/],
    ['an F1 above 1', { kind: 'labels' }, mapOf({ classes }, { statedScore: 70 }), /^map.statedScore is 70, but a macro F1 is 1 at most/],
  ] as const)('is refused: %s', (_title, target, map, said) => {
    expect(faults(target, map)).toEqual([expect.stringMatching(said)]);
  }); // prettier-ignore

  it('is refused for a value of another name, as logits, or of several numbers', () => {
    expect(faults(value, mapOf({ gives: 'values', classes: ['age'] }), ['n', 1])).toEqual([
      expect.stringMatching(/^map.output.classes .*"mood" is missing.*Give the name of the value, "mood"/u),
    ]);
    expect(faults(value, mapOf({ classes: ['mood'] }), ['n', 1])).toEqual([
      expect.stringMatching(/^map.output.gives is "logits", but "rows" asks for a value. Give "values"/u),
    ]);
    expect(faults(value, mapOf({ gives: 'values', classes: ['mood'] }))).toEqual([
      expect.stringMatching(/not float32 \[samples, 1\] or \[samples\].*one number, the value, of each sample/u),
    ]);
    expect(faults({ kind: 'labels' }, mapOf({ classes }), ['n', 3])).toEqual([
      expect.stringMatching(/not float32 \[samples, 2\].*one number for each label of each sample/u),
    ]);
  });

  it('is of data only where it answers what they ask', () => {
    const map = mapOf({ gives: 'values', classes: ['mood'] });
    expect(isOfData(map, manifestOf(value))).toBe(true);
    expect(isOfData(mapOf({ classes: ['mood'] }), manifestOf(value))).toBe(false);
    expect(isOfData(mapOf({ classes }), manifestOf({ kind: 'labels' }))).toBe(true);
  });

  it('cannot leave one answer of all numbers', () => {
    expect(() => mapOf({ gives: 'values', classes: ['mood'], rescaled: { factor: 0, offset: 1 } })).toThrow(/is 0/u);
  });
});
