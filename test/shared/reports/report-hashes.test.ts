import { expect, test } from 'vitest';
import { recordsHash } from '../../../src/shared/reports/report-hashes';
import { SampleRecord } from '../../../src/shared/records/record';
import { pgd, syntheticRun } from '../../analysis/synthetic-run';

const { records } = syntheticRun({ count: 12, subjects: ['concat'], attacks: [pgd([{ image: 0.1 }])] });

test('records have one hash in whatever order they were written', () => {
  expect(recordsHash([...records].reverse())).toBe(recordsHash(records));
});

test('a record that is changed, gone or there twice changes it', () => {
  const [first, ...others] = records;
  const changed = { ...first, label: 1 - first.label };
  const hashes = [records, [changed, ...others], others, [...records, first]].map(recordsHash);
  expect(new Set(hashes).size).toBe(4);
});

test('a default that is written out leaves it as it was', () => {
  const attacked = records.find((record) => record.kind === 'perturbation')!;
  const bare: unknown = JSON.parse(JSON.stringify({ ...attacked, claimed: undefined }));
  expect(recordsHash([SampleRecord.parse(bare)])).toBe(recordsHash([{ ...attacked, claimed: false }]));
});
