import type { ColumnUse } from '../../../../shared/mapping/guess';
import type { MappingInput } from '../../../../shared/mapping/mapping';
import type { LookedAt } from './guess-columns';

/** Different numbers from which on they are values, not classes. */
const MANY = 30;

/** Whether a column looks like labels of samples. */
export function isLabel({ look }: LookedAt): boolean {
  return (
    look.kind === 'names' ||
    look.kind === 'numbers' ||
    look.kind === 'flags' ||
    look.kind === 'list' ||
    (look.kind === 'array' && look.shape.length <= 1)
  );
}

function isValue({ look }: LookedAt): boolean {
  return look.kind === 'numbers' && (!look.whole || look.different > MANY);
}

/** @param inPath columns that are parts of the paths of files */
export function labelReason(column: LookedAt, inPath: readonly string[]): string {
  return isValue(column) && !inPath.includes(column.name)
    ? 'Its name says so; its numbers are values.'
    : 'Its name says so.';
}

/** How a column is read as the label. */
export function labelDraft(column: LookedAt | undefined, inPath: readonly string[]): MappingInput['label'] {
  if (column === undefined) return { kind: 'class', column: '' };
  const { name, look } = column;
  // Folders are classes, whatever they are called.
  if (inPath.includes(name)) return { kind: 'class', column: name };
  if (isValue(column)) return { kind: 'value', column: name, name: name.slice(0, 60) };
  if (look.kind === 'list' && look.of === 'names') return { kind: 'labels', column: name };
  if (look.kind === 'array' || look.kind === 'list') return { kind: 'flags', columns: [name] };
  return { kind: 'class', column: name };
}

/** A column of few names, where none is called a label. */
export function lastLabel(
  looked: readonly LookedAt[],
  use: ReadonlyMap<string, { readonly use: ColumnUse }>,
): LookedAt | undefined {
  return looked.findLast(
    ({ name, look, isUnique }) =>
      look.kind === 'names' &&
      !isUnique &&
      look.different >= 2 &&
      look.different <= MANY &&
      use.get(name)?.use === 'none',
  );
}
