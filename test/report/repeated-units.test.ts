import { expect, test } from 'vitest';
import { documentOf, syntheticReport } from './synthetic-report';

const report = syntheticReport({ count: 30, subjects: ['concat'], attacks: [] });
const said = (run: typeof report, section: string): string =>
  JSON.stringify(documentOf(run).sections.find(({ id }) => id === section)?.blocks);

test('the report says of what units figures leave open what a model has not met, where the splits share them', () => {
  const shared = {
    ...report,
    dataset: { ...report.dataset, unit: 'recording', repeatedUnits: { test: 40, trained: 39 } },
  };
  const note = 'Shared by the splits (recording): 39 of the 40 that the test split has are in the training split too';
  for (const section of ['system', 'limits']) {
    expect(said(shared, section)).toContain(note);
    expect(said(report, section)).not.toContain('Shared by the splits');
  }
});
