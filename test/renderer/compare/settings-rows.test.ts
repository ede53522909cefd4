import { expect, test } from 'vitest';
import { analysed } from '../../../src/analysis/analysed-run';
import { settingRows } from '../../../src/renderer/compare/settings-rows';
import { decoupling, syntheticRun } from '../../analysis/synthetic-run';

test('what differs between runs is told, and nothing else', () => {
  const options = { count: 12, subjects: ['concat'] };
  const runs = [
    analysed(syntheticRun({ ...options, attacks: [decoupling()] })),
    analysed(syntheticRun({ ...options, attacks: [{ ...decoupling(), maxQueries: 7 }] })),
  ];
  const differing = settingRows(runs).filter(({ differs }) => differs);
  expect(differing.map(({ title }) => title)).toEqual([expect.stringContaining('Decoupling')]);
  expect(differing[0].values.map((value) => /max queries (\d+)/u.exec(value)?.[1])).toEqual(['500', '7']);
});
