import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { rateOfCounts } from '../../analysis/statistics/estimate';
import { decimal } from '../../analysis/format';
import { duration } from '../../analysis/quantities';
import { isMadeElsewhere } from '../../shared/models/brought';
import { shortId } from '../../shared/identity';
import { hidesWeights } from '../../shared/imported/source-facts';
import type { ModelDescription } from '../../shared/models/model-description';
import type { ModelSpec } from '../../shared/models/model-spec';
import { modalityIds } from '../../shared/recipe/recipe';
import { texts } from '../texts/catalogue';
import { Figure } from '../ui/Figure';
import type { Column } from '../ui/table/column';

const words = texts.models.columns;

/** What the table of models can show. */
export const modelColumns: readonly Column<ModelDescription>[] = [
  { id: 'title', title: words.title, value: ({ title }) => title },
  { id: 'dataset', title: words.dataset, value: ({ spec }) => spec.dataset, width: 140, groupable: true },
  { id: 'fusion', title: words.fusion, value: ({ spec }) => fusionOf(spec), width: 140, groupable: true },
  {
    id: 'encoders',
    title: words.encoders,
    value: ({ spec: { recipe } }) =>
      modalityIds(recipe)
        .map((id) => recipe.encoders[id].name)
        .join(' + '),
    width: 170,
    groupable: true,
    hidden: true,
  },
  {
    id: 'head',
    title: words.head,
    value: ({ spec }) => spec.recipe.head.name,
    width: 80,
    groupable: true,
    hidden: true,
  },
  {
    id: 'seed',
    title: words.seed,
    value: (model) => (isMadeElsewhere(model) ? null : model.spec.seed),
    align: 'right',
    width: 80,
    hidden: true,
  },
  {
    id: 'parameters',
    title: words.parameters,
    // Of a program nobody here knows how many it has.
    value: (model) => (hidesWeights(model) ? null : model.parameters),
    cell: (model) =>
      hidesWeights(model) ? <Without words={texts.modelImport.card.unknown} /> : decimal(model.parameters),
    align: 'right',
    width: 120,
  },
  {
    id: 'accuracy',
    title: words.accuracy,
    value: ({ test }) => test.correct / test.count,
    cell: ({ test }) => <Figure estimate={rateOfCounts(test.correct, test.count)} size="sm" />,
    width: 240,
  },
  {
    id: 'seconds',
    title: words.seconds,
    // What was made elsewhere was not trained here.
    value: (model) => (isMadeElsewhere(model) ? null : model.seconds),
    cell: (model) => (isMadeElsewhere(model) ? <Without words={words.elsewhere} /> : duration(model.seconds)),
    align: 'right',
    width: 130,
  },
  { id: 'device', title: words.device, value: ({ device }) => device, width: 110, groupable: true, hidden: true },
  { id: 'id', title: words.id, value: ({ id }) => shortId(id), width: 130, hidden: true },
];

/** Why there is no number. */
function Without({ words: text }: { readonly words: string }): ReactNode {
  return (
    <Text span size="xs" c="dimmed">
      {text}
    </Text>
  );
}

/** The fusion's name; of a model of one modality, that. */
export function fusionOf({ recipe }: ModelSpec): string {
  const ids = modalityIds(recipe);
  return ids.length === 1 ? texts.models.unimodal(ids[0]) : recipe.fusion.name;
}
