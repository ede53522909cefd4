import { expect, test } from 'vitest';
import { decoupling, pgd } from '../analysis/synthetic-run';
import { documentOf, syntheticReport } from './synthetic-report';

const attacks = [decoupling(), decoupling(['image']), pgd([{ image: 0.1 }])];

/** What the tables of a section say in their cells and below, of one sound model whose attacks alter the input by themselves. */
function tablesOf(
  section: string,
  isVoid: boolean,
): readonly { readonly cells: readonly string[]; readonly note: string }[] {
  const { sections } = documentOf(
    syntheticReport({
      count: 80,
      subjects: ['concat'],
      accuracy: () => 0.95,
      attacks,
      edit: (record) => {
        if (!isVoid) return record;
        if (record.kind === 'removal')
          return { ...record, controls: record.controls && { ...record.controls, noOp: 5 } };
        return record.kind === 'perturbation'
          ? { ...record, controls: record.controls && { ...record.controls, zeroBudget: 5 } }
          : record;
      },
    }),
  );
  const blocks = sections.find(({ id }) => id === section)?.blocks ?? [];
  return blocks.flatMap((block) =>
    block.kind === 'table'
      ? [
          {
            cells: block.rows.flatMap((row) => (row.kind === 'cells' ? row.cells.map(({ text }) => text) : [])),
            note: block.note ?? '',
          },
        ]
      : [],
  );
}

test.each([
  ['removal', ['Share removed', 'Controls']],
  ['gradient', ['Attacks by small changes', 'inside the model']],
  ['inputs', ['One input attacked at a time']],
] as const)(
  'void figures of attacks bear the mark in the tables of “%s”, and these say what it means',
  (section, tables) => {
    const marked = tablesOf(section, true).filter(({ cells }) => cells.some((text) => text.endsWith(' (void)')));
    expect(marked.length).toBeGreaterThanOrEqual(tables.length);
    for (const { note, cells } of marked) {
      expect(note).toContain('not to be used');
      // Where nothing was measured, nothing is void.
      expect(cells).not.toContain('– (void)');
    }
    expect(JSON.stringify(tablesOf(section, false))).not.toContain('(void)');
  },
);
