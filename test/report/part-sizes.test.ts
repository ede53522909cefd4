import { expect, test } from 'vitest';
import { documentOf, syntheticReport } from './synthetic-report';

const report = syntheticReport();
const caption = 'Weights of the parts of each model';
const tableOf = (run: typeof report) =>
  documentOf(run)
    .sections.find(({ id }) => id === 'system')!
    .blocks.find((block) => block.kind === 'table' && block.caption === caption);
const isFused = ({ spec }: (typeof report.models)[number]): boolean => Object.keys(spec.recipe.encoders).length > 1;
const counted = report.models.map((model) =>
  isFused(model)
    ? { ...model, parameters: 1077, parts: { encoders: { image: 1000, text: 40 }, fusion: 30, head: 7 } }
    : model,
);

test('the report says how many weights each part has, and of how many models it does not know', () => {
  const table = tableOf({ ...report, models: counted });
  if (table?.kind !== 'table') throw new Error('no table');
  expect(table.columns.map(({ title }) => title)).toEqual([
    'model',
    'encoder of image',
    'encoder of text',
    'fusion',
    'head',
    'all',
  ]);
  const rows = table.rows.flatMap((row) => (row.kind === 'cells' ? [row.cells.map(({ text }) => text)] : []));
  expect(rows).toHaveLength(report.models.filter(isFused).length);
  expect(rows[0].slice(1)).toEqual(['1,000', '40', '30', '7', '1,077']);
  const unknown = report.models.length - rows.length;
  expect(unknown).toBeGreaterThan(0);
  expect(table.note).toContain(`Not here: ${String(unknown)} model`);
});

test('nothing is said of models that were trained before their parts were counted', () => {
  expect(tableOf(report)).toBeUndefined();
});
