import { expect, it } from 'vitest';
import { recordBytes, typicalBytes } from '../../src/analysis/disk-estimate';
import { decoupling, pgd, syntheticRun } from './synthetic-run';

const { run, records } = syntheticRun({ count: 40, attacks: [decoupling(), pgd([{ image: 0.1 }])] });
const classes = records[0].clean.logits.length;

it('a typical record is about as large as one that is written', () => {
  for (const kind of ['clean', 'removal', 'perturbation'] as const) {
    // A checksum and a space stand before each.
    const lines = records.filter((record) => record.kind === kind).map((record) => JSON.stringify(record).length + 10);
    const mean = lines.reduce((sum, length) => sum + length, 0) / lines.length;
    expect(typicalBytes(kind, classes) / mean, kind).toBeGreaterThan(0.5);
    expect(typicalBytes(kind, classes) / mean, kind).toBeLessThan(2);
  }
});

it('what was measured in the lab goes before; without, every cell counts by its kind', () => {
  const expansion = { ...run.expansion, trainedModels: [] };
  expect(recordBytes(expansion, classes, 100)).toBe(100 * expansion.records);
  const clean = expansion.cells.filter(({ kind }) => kind === 'clean');
  expect(recordBytes({ ...expansion, cells: clean }, classes, null)).toBe(
    clean.length * expansion.rows.length * typicalBytes('clean', classes),
  );
});
