import { importedFacts } from '../../analysis/imported-facts';
import { cells, left, type Block } from '../document';
import type { TrainedModel } from './trained-models';

/** What models were made elsewhere, and how they were asked; nothing where there are none. */
export function importedTable(models: readonly TrainedModel[]): readonly Block[] {
  const rows = models.flatMap(({ title, description }) =>
    importedFacts(description).map(([what, text]) => cells(title, what, text)),
  );
  if (rows.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: 'Models made elsewhere',
      columns: [left('model'), left('what'), left('as it was imported')],
      rows,
      note: 'The lab did not train them: it gave them the samples as told here, and read their answers; where only weights were brought, they stand in the lab’s own parts, as the recipe has them. Nothing is known of what they learned from, so samples tested here may be among it.',
    },
  ];
}
