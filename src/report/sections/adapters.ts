import { adapterFacts, adaptersNote, aloneRows } from '../../analysis/adapter-rows';
import { cells, left, right, type Block } from '../document';
import type { TrainedModel } from './trained-models';

/** What was trained over frozen weights, and what the inputs of ensembles came to by themselves; nothing where neither was. */
export function adaptersTable(trained: readonly TrainedModel[]): readonly Block[] {
  const adapted = trained.flatMap(({ title, description }) => {
    const facts = adapterFacts(description);
    if (facts === null) return [];
    const { rank, scaling, kernels, trained: own, frozen, share } = facts;
    return [cells(title, rank, scaling, kernels, own, frozen, share)];
  });
  const alone = trained.flatMap(({ title, description }) =>
    aloneRows(description).map(({ modality, test, kept }) => cells(title, modality, test, kept)),
  );
  return [
    ...(adapted.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            caption: 'Low-rank adapters over frozen weights (MMLoRA-style reconstruction, not verified)',
            columns: [
              left('model'),
              right('rank'),
              right('scaling a'),
              right('adapted'),
              right('trained'),
              right('frozen'),
              right('share'),
            ],
            rows: adapted,
            note: adaptersNote,
          },
        ]),
    ...(alone.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            caption: 'Inputs that were trained each by itself',
            columns: [left('model'), left('modality'), right('right by itself'), right('epoch kept')],
            rows: alone,
            note: 'On the whole test split. Nothing was trained to put the inputs of an ensemble together.',
          },
        ]),
  ];
}
