import { expect, test } from 'vitest';
import { analysed } from '../../../src/analysis/analysed-run';
import { headlineTable } from '../../../src/renderer/compare/headline-table';
import { texts } from '../../../src/renderer/texts/catalogue';
import { pgd, syntheticRun } from '../../analysis/synthetic-run';

test('of sets the scores of both runs stand first, and the note says what right means', () => {
  const named = ['first', 'second'].map((name) => ({
    name,
    run: analysed(
      syntheticRun({
        count: 40,
        subjects: ['concat'],
        target: { kind: 'labels' },
        classes: ['car', 'box'],
        attacks: [pgd([{ image: 0.1 }])],
      }),
    ),
  }));
  const table = headlineTable(named)!;
  expect(table.caption).toBe(texts.compare.headlineOfScores);
  const rows = table.rows.flatMap((row) => (row.kind === 'cells' ? [row.cells.map(({ text }) => text)] : []));
  expect(rows.slice(0, 2).map(([label]) => label)).toEqual(['macro F1 · untouched', 'micro F1 · untouched']);
  expect(rows[0][1]).toMatch(/^0\.\d{3} \[/u);
  expect(rows.map(([label]) => label)).toContain('macro F1 · PGD-20 l∞ · image 0.1');
  expect(table.note).toContain(texts.compare.right('Caption match', 'an answer is right where the whole set is right'));
});
