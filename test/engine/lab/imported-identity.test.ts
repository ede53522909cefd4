import { expect, it } from 'vitest';
import { importedId, isImportedId } from '../../../src/engine/lab/imported-identity';
import { blackBoxGives, type ImportedModel } from '../../../src/shared/imported/imported-model';
import { ModelMap } from '../../../src/shared/imported/model-map';

const map = ModelMap.parse({
  format: 'muroan.model-map',
  formatVersion: 1,
  title: 'One',
  inputs: { image: { kind: 'numbers', input: 'x', layout: 'NHWC' } },
  output: { name: 'y', classes: ['differ', 'agree'] },
});
type Identified = Parameters<typeof importedId>[0];
const one: Identified = {
  source: { kind: 'onnx', sha256: 'a'.repeat(64), bytes: 9 },
  map,
  files: { 'words.txt': 'b'.repeat(64) },
  gives: [...blackBoxGives],
};
const DATA = 'c'.repeat(64);
const id = importedId(one, DATA);
const seen: ImportedModel['gives'] = [...blackBoxGives, 'gradients'];

it.each<[string, Identified, string]>([
  ['the model', { ...one, source: { kind: 'onnx', sha256: 'd'.repeat(64), bytes: 9 } }, DATA],
  ['what the files say that its map names', { ...one, files: { 'words.txt': 'd'.repeat(64) } }, DATA],
  ['the names of these files', { ...one, files: { 'other.txt': 'b'.repeat(64) } }, DATA],
  ['whether there are any', { ...one, files: {} }, DATA],
  ['the data set', one, 'd'.repeat(64)],
  [
    'the order of its classes',
    { ...one, map: { ...map, output: { ...map.output, classes: ['agree', 'differ'] } } },
    DATA,
  ],
  ['the samples that are asked at once', { ...one, map: { ...map, batch: 1 } }, DATA],
  ['what attacks see of it', { ...one, gives: seen }, DATA],
])('an imported model is another by %s', (_what, other, data) => {
  expect(importedId(other, data)).not.toBe(id);
  expect(isImportedId(id, other, data)).toBe(false);
});

it('an imported model is the same by another title, and whatever is stated of it', () => {
  const other = { ...one, map: { ...map, title: 'Another', timeout: 9, statedAccuracy: 0.5 } };
  expect(importedId(other, DATA)).toBe(id);
  expect(isImportedId(id, one, DATA)).toBe(true);
});
