import { expect, test } from 'vitest';
import { fusionStatesOf } from '../../../../src/renderer/results/samples/fusion-states';
import type { AttackCell } from '../../../../src/shared/plan/plan';
import type { Settled } from '../../../../src/shared/records/record';
import { decoupling, pgd, syntheticRun } from '../../../analysis/synthetic-run';

const settled = (row: number, residual: number): Settled => ({
  residuals: [14, residual],
  solved: true,
  doubled: row % 2,
});
const options = { count: 20, subjects: ['concat'], accuracy: () => 1, attacks: [decoupling(), pgd([{ image: 0.1 }])] };
const iterating = syntheticRun({
  ...options,
  edit: (record) => {
    if (record.kind === 'clean') return { ...record, settled: settled(record.row, 0.001) };
    if (record.kind !== 'perturbation' || record.outcome === null) return record;
    return { ...record, outcome: { ...record.outcome, settled: settled(record.row, 0.002) } };
  },
});
const cellOf = (input: typeof iterating, name: string): AttackCell =>
  input.run.expansion.cells.find((cell): cell is AttackCell => cell.kind === 'attack' && cell.attack.name === name)!;
const rests = (input: typeof iterating, name: string): readonly (readonly [string, Settled])[] => {
  const cell = cellOf(input, name);
  const record = input.records.find((one) => one.cell === cell.id && one.row === 9003);
  if (record === undefined || record.kind === 'clean' || record.kind === 'degraded' || record.kind === 'certificate') {
    throw new Error('No such record.');
  }
  return fusionStatesOf(record, cell, input).map(({ when, facts }) => [when, facts.settled!] as const);
};

test('a sample came to rest before the attack and, where it was perturbed, after it', () => {
  expect(rests(iterating, 'pgd')).toEqual([
    ['before', settled(9003, 0.001)],
    ['after', settled(9003, 0.002)],
  ]);
  expect(rests(iterating, 'decoupling')).toEqual([['before', settled(9003, 0.001)]]);
});

test('of a model that treats all samples alike there is nothing to say', () => {
  expect(rests(syntheticRun(options), 'pgd')).toEqual([]);
});

test('with an input that fails, a sample came to rest with the whole input and with that one', () => {
  const failing = syntheticRun({
    count: 20,
    subjects: ['concat'],
    attacks: [],
    plan: { degradations: [{ name: 'missing', modalities: ['text'] }] },
    edit: (record) =>
      record.kind === 'clean' || record.kind === 'degraded'
        ? { ...record, settled: settled(record.row, record.kind === 'clean' ? 0.001 : 0.003) }
        : record,
  });
  const cell = failing.run.expansion.cells.find((one) => one.kind === 'degraded' && one.model === failing.models[0].id);
  if (cell?.kind !== 'degraded') throw new Error('No such cell.');
  const record = failing.records.find((one) => one.cell === cell.id && one.row === 9003);
  if (record?.kind !== 'degraded') throw new Error('No such record.');
  expect(fusionStatesOf(record, cell, failing)).toEqual([
    { when: 'whole', facts: { settled: settled(9003, 0.001) }, predicted: record.clean.predicted },
    { when: 'failing', facts: { settled: settled(9003, 0.003) }, predicted: record.degraded.predicted },
  ]);
});
