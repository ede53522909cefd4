import { expect, it } from 'vitest';
import { LabError } from '../../../../src/shared/errors';
import { ColumnMapping, parseMapping } from '../../../../src/shared/mapping/mapping';
import { damages } from './damage';

const whole = ColumnMapping.parse({
  ...{ format: 'muroan.mapping', formatVersion: 1 },
  source: {
    kind: 'files',
    parts: [{ files: ['a.csv', 'b.npy'], split: 'train' }],
    joined: [{ file: 'c.csv', by: 'id', key: 'id' }],
  },
  id: '{id:12}',
  inputs: [
    { kind: 'image', name: 'image', file: 'img/{id}.png', height: 32, width: 32 },
    { kind: 'audio', name: 'sound', column: 'wav' },
    { kind: 'sequence', name: 'steps', file: 'seq/{id}.npy', steps: 10, features: 4 },
  ],
  label: { kind: 'value', column: 'y', range: [-3, 3] },
  split: { kind: 'column', column: 'split' },
});

it('a damaged mapping is refused in words, or says something else that can be meant', () => {
  const bytes = Buffer.from(JSON.stringify(whole));
  let refused = 0;
  for (const { how, bytes: damaged } of damages(bytes, 1100, 'mapping')) {
    let value: unknown;
    try {
      value = JSON.parse(damaged.toString('utf8'));
    } catch {
      refused += 1;
      continue;
    }
    try {
      parseMapping(value, 'map.json');
    } catch (error) {
      expect(error, how).toBeInstanceOf(LabError);
      refused += 1;
    }
  }
  expect(refused).toBeGreaterThan(500);
});

it.each([
  ['numbers that are none', { split: { kind: 'drawn', test: Number.NaN } }],
  ['sizes without end', { inputs: [{ kind: 'image', name: 'x', column: 'x', height: 1e9, width: 1e9 }] }],
  ['steps without end', { inputs: [{ kind: 'sequence', name: 'x', column: 'x', steps: 1e12, features: 1 }] }],
  ['an infinite range', { label: { kind: 'value', column: 'y', range: [0, Infinity] } }],
  ['too many files', { source: { kind: 'files', parts: [{ files: new Array(1000).fill('a.csv') }] } }],
  ['an input called as a path', { inputs: [{ kind: 'text', name: '../x', columns: ['x'] }] }],
  ['fields of its own', { constructor: 1 }],
])('a mapping with %s is refused', (_, change) => {
  expect(() => parseMapping({ ...whole, ...change }, 'map.json')).toThrow(LabError);
});
