import { describe, expect, it } from 'vitest';
import { unusedText } from '../../src/analysis/unused-columns';
import type { MappingDraft } from '../../src/shared/mapping/edit';
import type { GuessedColumn } from '../../src/shared/mapping/guess';
import { unusedColumns } from '../../src/shared/mapping/unused';

const draft: MappingDraft = {
  format: 'muroan.mapping',
  formatVersion: 1,
  source: {
    kind: 'files',
    parts: [{ files: ['a.csv'], fixed: { part: 'one' } }],
    rowFile: '{key}.json',
    joined: [{ file: 'b.csv', by: 'other', key: 'there' }],
  },
  inputs: [{ kind: 'numbers', name: 'table', columns: ['x'] }],
  label: { kind: 'class', column: 'y' },
  split: { kind: 'drawn' },
};
const column = (name: string, use: GuessedColumn['use'] = 'none'): GuessedColumn => ({
  ...{ name, use, reason: 'It is empty.', examples: [] },
});

describe('columns that a mapping leaves out', () => {
  it('are not those by which rows and their files are found', () => {
    const columns = ['x', 'y', 'part', 'key', 'other', 'there', 'z'].map((name) => column(name));
    expect(unusedColumns(draft, columns).map((one) => one.column.name)).toEqual(['z']);
    const listing = { ...draft, source: { kind: 'listing' as const, pattern: '{y}/{n}.png', texts: { t: '{n}.txt' } } };
    expect(
      unusedColumns(
        listing,
        ['y', 'n', 'path', 't'].map((name) => column(name)),
      ),
    ).toMatchObject([{ column: { name: 't' } }]);
  });

  it('though they were taken for something, can be that', () => {
    expect(unusedColumns(draft, [column('w', 'text')])).toMatchObject([
      { reason: 'The mapping does without it.', addable: 'text' },
    ]);
  });

  it('are told in a sentence, the first of many', () => {
    const text = (count: number): string | null =>
      unusedText(
        unusedColumns(
          draft,
          Array.from({ length: count }, (_, at) => column(`c${String(at)}`)),
        ),
      );
    expect(text(0)).toBeNull();
    expect(text(1)).toBe('1 column is not used: c0 (it is empty).');
    expect(text(2)).toBe('2 columns are not used: c0 (it is empty), c1 (it is empty).');
    expect(text(1200)).toMatch(/^1,200 columns are not used: c0 .*, c7 \(it is empty\), and 1,192 more\.$/u);
  });
});
