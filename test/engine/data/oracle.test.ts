import { describe, expect, it } from 'vitest';
import type { DatasetManifest, OracleSpec } from '../../../src/shared/data/dataset';
import type { Region } from '../../../src/shared/data/modality';
import type { Sample } from '../../../src/engine/data/dataset';
import { decidable } from '../../../src/engine/data/oracle';

const image: NonNullable<OracleSpec['image']> = { background: [0], tolerance: 0.1, minimum: 0.5 };
const manifest = (oracle: OracleSpec | null): DatasetManifest => ({
  format: 'muroan.dataset',
  formatVersion: 1,
  name: 'oracle',
  title: 'Oracle',
  task: '?',
  preparation: { name: 'oracle', version: 1, seed: 0 },
  licences: [],
  modalities: {
    image: { kind: 'image', height: 2, width: 4, channels: 1, mean: [0], std: [1] },
    text: { kind: 'text', maxWords: 4 },
  },
  classes: ['a', 'b'],
  count: 1,
  splits: { train: 0, validation: 0, test: 1 },
  unit: 'thing',
  columns: {},
  oracle,
  hash: '0'.repeat(64),
});
const oracle = (rule: 'all' | 'any'): DatasetManifest =>
  manifest({ rule, image, text: { column: 'evidence' }, statement: '' });

/** Ink in the four pixels of the left half; 0.05 is background. */
const sample: Sample = {
  id: 'x',
  row: 0,
  label: 0,
  group: 'x',
  inputs: { image: Float32Array.of(1, 0.5, 0.05, 0, 1, 0.2, 0, 0), text: ['the', 'ankle', 'boots', 'there'] },
  evidence: [1, 2],
};
const box = (...of: [number, number, number, number]): Region => ({ kind: 'image', modality: 'image', box: of });
const word = (index: number): Region => ({ kind: 'text', modality: 'text', word: index });

describe('a label stays decidable', () => {
  const half = [box(0, 0, 1, 2)];
  const most = [box(0, 0, 1, 2), box(1, 0, 1, 1)];
  const cases: readonly [string, readonly Region[], boolean, boolean][] = [
    ['nothing removed', [], true, true],
    ['background removed', [box(0, 2, 2, 2)], true, true],
    ['half of the ink removed', half, true, true],
    ['more than half of the ink removed', most, false, true],
    ['the same pixels removed twice', [...half, box(0, 0, 1, 1)], true, true],
    ['one naming word removed', [word(1)], true, true],
    ['other words removed', [word(0), word(3)], true, true],
    ['all naming words removed', [word(1), word(2)], false, true],
    ['ink and naming words removed', [...most, word(1), word(2)], false, false],
  ];
  it.each(cases)('%s', (_name, regions, whenAll, whenAny) => {
    expect(decidable(oracle('all'), sample, regions)).toBe(whenAll);
    expect(decidable(oracle('any'), sample, regions)).toBe(whenAny);
  });

  it('unknown without an oracle', () => {
    expect(decidable(manifest(null), sample, [])).toBeNull();
  });

  it('never by what was not there: no ink, no evidence', () => {
    const empty = { ...sample, inputs: { ...sample.inputs, image: new Float32Array(8) } };
    expect(decidable(oracle('all'), empty, [])).toBe(false);
    expect(decidable(oracle('any'), empty, [])).toBe(true);
    expect(decidable(oracle('any'), empty, [word(1), word(2)])).toBe(false);
    const silent = { ...sample, evidence: [] };
    expect(decidable(oracle('all'), silent, [])).toBe(false);
    expect(decidable(oracle('any'), silent, most)).toBe(false);
  });

  it('by the only modality that the oracle knows', () => {
    const imageOnly = manifest({ rule: 'all', image, statement: '' });
    expect(decidable(imageOnly, sample, [word(1), word(2)])).toBe(true);
    expect(decidable(imageOnly, sample, most)).toBe(false);
  });
});

describe('a label that steps of sequences decide', () => {
  const steps = (length: number) => ({ kind: 'sequence' as const, steps: length, features: [], mean: [], std: [] });
  const timed: DatasetManifest = {
    ...manifest({ rule: 'all', sequence: { column: 'spans' }, statement: '' }),
    modalities: { fast: steps(8), slow: steps(3) },
  };
  const sample: Sample = {
    id: 'x',
    row: 0,
    label: 0,
    group: 'x',
    inputs: { fast: new Float32Array(8), slow: new Float32Array(3) },
    evidence: [],
    spans: { fast: [3, 2], slow: [1, 1] },
  };
  const span = (modality: string, start: number, length: number): Region => ({
    kind: 'sequence',
    modality,
    box: [0, start, 1, length],
  });

  it.each([
    ['nothing removed', [], true],
    ['all but one of the steps that decide removed', [span('fast', 0, 4)], true],
    ['all of them removed, in two spans', [span('fast', 0, 4), span('fast', 4, 1)], false],
    ['those of the other removed', [span('slow', 1, 1)], false],
    ['what lies around them removed', [span('fast', 0, 3), span('fast', 5, 3), span('slow', 2, 1)], true],
  ] as const)('%s', (_, regions, expected) => {
    expect(decidable(timed, sample, regions)).toBe(expected);
  });
});
