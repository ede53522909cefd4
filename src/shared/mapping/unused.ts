import { columnUse, withUse, type MappingDraft } from './edit';
import type { ColumnUse, GuessedColumn } from './guess';

/** A column that a mapping reads nothing from. */
export interface UnusedColumn {
  readonly column: GuessedColumn;
  /** Why, in a sentence. */
  readonly reason: string;
  /** What it can be used as all the same; null: nothing can be made of it. */
  readonly addable: ColumnUse | null;
}

const LEFT_TO_THE_MAPPING = 'The mapping does without it.';

/** Columns of a list or of arrays that come into no sample; of files in folders, names are no more than names. */
export function unusedColumns(draft: MappingDraft, columns: readonly GuessedColumn[]): readonly UnusedColumn[] {
  return columns.flatMap((column): readonly UnusedColumn[] => {
    const { name, use, reason, addable = null } = column;
    if (columnUse(draft, name) !== 'none' || findsRows(draft, name)) return [];
    if (use === 'none') return [{ column, reason, addable }];
    return [{ column, reason: LEFT_TO_THE_MAPPING, addable: use }];
  });
}

/** The mapping with a column used after all; as it is where nothing can be made of the column. */
export function withUnused(draft: MappingDraft, { column, addable }: UnusedColumn): MappingDraft {
  return addable === null ? draft : withUse(draft, column, addable);
}

/** Whether a column tells which rows there are, or where what belongs to them lies. */
function findsRows({ source }: MappingDraft, name: string): boolean {
  switch (source.kind) {
    case 'listing':
      return !Object.hasOwn(source.texts ?? {}, name);
    case 'files':
      return (
        (source.joined ?? []).some(({ by, key }) => by === name || key === name) ||
        source.rowFile?.includes(`{${name}}`) === true ||
        source.parts.some(({ fixed }) => fixed !== undefined && Object.hasOwn(fixed, name))
      );
    default:
      return source satisfies never;
  }
}
