import { settingLine, settingText } from '../../shared/planning/setting-text';
import { decimal, listOf } from '../../analysis/format';
import { isMadeElsewhere } from '../../shared/models/brought';
import { plainFields } from '../../shared/training/hardening';
import { keptEpochs } from '../../shared/training/kept-epochs';
import { methodOf, mostEpochs } from '../../shared/training/training-method';
import type { ModelSpec } from '../../shared/models/model-spec';
import { cells, left, right, type Block } from '../document';
import type { TrainedModel } from './trained-models';

/** Columns of their own, or said beside the models. */
const toldElsewhere: ReadonlySet<string> = new Set(['method', 'epochs', 'trainRows']);

/** How many samples of the training split a model learns from. */
export function rowsOf({ trainRows }: ModelSpec['training'], available: number): number {
  return trainRows === null ? available : Math.min(trainRows, available);
}

/** `trained on 9,000 of 12,000`; of models that differ in it, on which numbers. */
export function trainedOn(trained: readonly TrainedModel[], available: number): string {
  const here = trained.filter(({ description }) => !isMadeElsewhere(description));
  if (here.length === 0 && trained.length > 0) return 'no model was trained for it';
  const counts = [...new Set(here.map(({ description }) => rowsOf(description.spec.training, available)))];
  const rows = counts.length === 0 ? [available] : counts.sort((a, b) => a - b);
  return `trained on ${listOf(rows.map(decimal))} of ${decimal(available)}`;
}

/** With all its fields, in which models of one training may differ; one input alone goes through no fusion. */
function fusionOf({ encoders, fusion }: ModelSpec['recipe']): readonly string[] {
  return Object.keys(encoders).length < 2 ? [] : [`fusion ${settingText(fusion)}`];
}

/** How each model was trained, with everything that another needs to train it again. */
export function trainingTable(all: readonly TrainedModel[], available: number): readonly Block[] {
  const trained = all.filter(({ description }) => !isMadeElsewhere(description));
  if (trained.length === 0 && all.length > 0) return [];
  return [
    {
      kind: 'table',
      caption: 'Training of each model',
      columns: [left('model'), right('samples'), right('epochs'), right('kept'), left('settings')],
      rows: trained.map(({ title, description, description: { spec, alone, bestEpoch, curve } }) =>
        cells(
          title,
          decimal(rowsOf(spec.training, available)),
          `${decimal(curve.length)} of ${decimal(mostEpochs(spec))}`,
          alone === undefined ? decimal(bestEpoch) : keptEpochs(description),
          [
            ...fusionOf(spec.recipe),
            ...Object.entries(plainFields(spec.training))
              .filter(([field]) => !toldElsewhere.has(field))
              .map(([field, value]) => settingLine(field, value)),
            ...methodOf(spec.training).map(([, text]) => text),
          ].join(', '),
        ),
      ),
      note: 'Samples: of the training split. Epochs: trained, of at most; training ends early where the validation loss no longer falls. Kept: the epoch of the lowest validation loss, whose weights are the model.',
    },
  ];
}
