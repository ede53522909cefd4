import { describe, expect, it } from 'vitest';
import { columnUse, withUse, type MappingDraft } from '../../src/shared/mapping/edit';
import { ColumnUse } from '../../src/shared/mapping/guess';
import { ColumnMapping } from '../../src/shared/mapping/mapping';

const draft: MappingDraft = {
  format: 'muroan.mapping',
  formatVersion: 1,
  source: { kind: 'files', parts: [{ files: ['a.csv'] }] },
  id: '{key}',
  group: '{who}',
  inputs: [
    { kind: 'image', name: 'image', file: 'img/{photo}' },
    { kind: 'numbers', name: 'table', columns: ['x', 'y'] },
  ],
  label: { kind: 'class', column: 'kind' },
  split: { kind: 'column', column: 'fold' },
};

describe('a mapping that is edited', () => {
  it('says of every column what it is used as', () => {
    const columns = ['key', 'who', 'photo', 'x', 'y', 'kind', 'fold', 'other'];
    expect(columns.map((column) => columnUse(draft, column))).toEqual([
      'id',
      'group',
      'image',
      'numbers',
      'numbers',
      'label',
      'split',
      'none',
    ]);
  });

  it.each(ColumnUse.options)('uses a free column as %s, and frees it again', (use) => {
    const changed = withUse(draft, { name: 'other' }, use);
    expect(columnUse(changed, 'other')).toBe(use);
    const back = withUse(changed, { name: 'other' }, 'none');
    expect(columnUse(back, 'other')).toBe('none');
    // Everything but a label and a split, which there is one of each, leaves a whole mapping.
    expect(ColumnMapping.safeParse(changed).success).toBe(true);
    expect(columnUse(changed, 'x')).toBe('numbers');
  });

  it('takes an input away with its last column, and no sooner', () => {
    const once = withUse(draft, { name: 'x' }, 'none');
    expect(once.inputs[1]).toMatchObject({ columns: ['y'] });
    expect(withUse(once, { name: 'y' }, 'none').inputs).toHaveLength(1);
  });

  it('draws whole groups as soon as there are some, and classes again where there are none', () => {
    const drawn = { ...withUse(draft, { name: 'fold' }, 'none'), split: { kind: 'drawn', test: 0.3 } };
    const none = withUse(drawn, { name: 'who' }, 'none');
    expect(none.split).toEqual({ kind: 'drawn', test: 0.3 });
    const grouped = withUse(none, { name: 'who' }, 'group');
    expect(grouped.split).toEqual({ kind: 'drawn', test: 0.3, by: 'group' });
    expect(withUse(grouped, { name: 'who' }, 'text').split).toEqual({ kind: 'drawn', test: 0.3, by: 'class' });
    // A column that names splits goes before what is drawn.
    expect(withUse(draft, { name: 'other' }, 'group').split).toEqual(draft.split);
    expect(withUse(draft, { name: 'fold' }, 'none').split).toEqual({ kind: 'drawn', by: 'group' });
  });

  it('asks for a label anew where its column is used otherwise', () => {
    expect(ColumnMapping.safeParse(withUse(draft, { name: 'kind' }, 'text')).success).toBe(false);
  });

  it('names inputs of one kind apart', () => {
    const changed = withUse(draft, { name: 'other' }, 'image');
    expect(changed.inputs.map(({ name }) => name)).toEqual(['image', 'table', 'image-2']);
  });
});
