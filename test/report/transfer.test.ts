import { expect, test } from 'vitest';
import { analyse } from '../../src/analysis/analyse';
import { summaryText } from '../../src/analysis/summary';
import { editPerturbations, syntheticRun } from '../analysis/synthetic-run';
import { documentOf, reportOf } from './synthetic-report';

const made = (source: string) => ({ name: 'transfer' as const, source, budgets: [{ image: 0.1 }] });

/** Own inputs break half, those made on the other a quarter. */
const run = () =>
  syntheticRun({
    count: 40,
    subjects: ['concat', 'product'],
    accuracy: () => 1,
    attacks: [made('concat'), made('product')],
    success: (subject, attack) => (attack.name === 'transfer' && attack.source === subject ? 1 : 0),
  });

test('what was made on each model is shown beside whom it was shown to', () => {
  const gradient = documentOf(reportOf(run())).sections.find(({ id }) => id === 'gradient');
  const matrix = gradient?.blocks.find(
    (block) => block.kind === 'table' && block.caption.startsWith('Attack success by source and target'),
  );
  if (matrix?.kind !== 'table') throw new Error('There is no matrix.');
  expect(matrix.caption).toContain('MIM-20 l∞ · image 0.1');
  expect(matrix.columns.map(({ title }) => title)).toEqual(['made on', 'shown to concat', 'shown to product']);
  const texts = matrix.rows.map((row) => (row.kind === 'cells' ? row.cells.map(({ text }) => text) : []));
  expect(texts.map(([source]) => source)).toEqual(['concat', 'product']);
  expect(texts[0][1]).toMatch(/^100/u);
  expect(texts[0][2]).toMatch(/^0/u);
  expect(texts[1][1]).toMatch(/^0/u);
  expect(summaryText(analyse(run())).join('\n')).toContain('MIM-20 l∞ from concat · image 0.1');
});

test('who of an ensemble broke how many, each of what was left', () => {
  const ensemble = syntheticRun({
    count: 40,
    subjects: ['concat'],
    accuracy: () => 1,
    attacks: [{ name: 'ensemble', budgets: [{ image: 0.1 }] }],
    edit: editPerturbations((record) => ({
      ...record,
      outcome: record.outcome && {
        ...record.outcome,
        success: record.row % 4 < 2,
        ...(record.row % 4 === 0 ? { member: 'APGD-CE-100 l∞' } : {}),
        ...(record.row % 4 === 1 ? { member: 'APGD-CE-100 l∞ weights frozen' } : {}),
      },
    })),
  });
  const [{ members }] = analyse(ensemble).subjects[0].models[0].perturbations;
  expect(members.map(({ title, broken: { hits, n } }) => [title, hits, n])).toEqual([
    ['APGD-CE-100 l∞', 10, 40],
    ['APGD-DLR-100 l∞', 0, 30],
    ['APGD-CE-100 l∞ weights frozen', 10, 30],
    ['MFA-100 l∞', 0, 20],
    ['Square-5000 l∞', 0, 20],
  ]);
  const text = JSON.stringify(documentOf(reportOf(ensemble)).sections.find(({ id }) => id === 'gradient'));
  expect(text).toContain('Which attack of an ensemble broke how many');
  expect(text).toContain('Ensemble of 4 l∞ · image 0.1, concat');
  expect(summaryText(analyse(ensemble)).join('\n')).toContain('by APGD-CE-100 l∞ weights frozen');
});
