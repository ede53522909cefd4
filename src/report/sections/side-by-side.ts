/** Models side by side that a printed page has room for. */
const most = 4;

/** Models by the tables that they stand in, a page wide each; one table where there are none. */
export function sideBySide<Model>(models: readonly Model[]): readonly (readonly Model[])[] {
  return Array.from({ length: Math.max(1, Math.ceil(models.length / most)) }, (_, index) =>
    models.slice(index * most, (index + 1) * most),
  );
}
