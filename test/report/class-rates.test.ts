import { expect, test } from 'vitest';
import { decoupling, pgd } from '../analysis/synthetic-run';
import { documentOf, syntheticReport } from './synthetic-report';

const caption = 'Success per true class, every attack';

function tablesOf(options: Parameters<typeof syntheticReport>[0]) {
  return documentOf(syntheticReport(options)).sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === 'table' && block.caption === caption ? [block] : [])),
  );
}

test('every attack, of either kind, has its success per true class', () => {
  const [table, ...others] = tablesOf({ attacks: [decoupling(), decoupling(['text']), pgd([{ image: 0.1 }])] });
  expect(others).toEqual([]);
  const groups = table.rows.filter(({ kind }) => kind === 'group');
  expect(groups).toHaveLength(3);
  // Two classes under each.
  expect(table.rows).toHaveLength(3 * 3);
});

test('a study of gradient attacks alone has it too, one without attacks does not', () => {
  expect(tablesOf({ attacks: [pgd([{ image: 0.1 }])] })).toHaveLength(1);
  expect(tablesOf({ attacks: [] })).toEqual([]);
});

test('more models than a page has room for stand in tables below each other', () => {
  const subjects = ['concat', 'product', 'late', 'qmf', 'deq'];
  const tables = tablesOf({ subjects, attacks: [decoupling()] });
  expect(tables.map(({ columns }) => columns.length - 1)).toEqual([4, 1]);
});
