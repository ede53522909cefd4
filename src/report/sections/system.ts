import { hidesWeights } from '../../shared/imported/source-facts';
import { isMadeElsewhere } from '../../shared/models/brought';
import { requiredSections } from '../../shared/reports/report-sections';
import { sensitivities } from '../../analysis/certificates/crmt/sensitivity';
import { countOf, decimal, percent } from '../../analysis/format';
import { attentionWords } from '../../analysis/attention-cost';
import { retrievalNote, retrievalRows } from '../../analysis/retrieval';
import { partSizesOf, type PartSize } from '../../analysis/part-sizes';
import { groupsInWords, hardeningOf, keptByCleanLoss } from '../../shared/training/hardening';
import type { ModelDescription } from '../../shared/models/model-description';
import { repeatedUnitsText } from '../../shared/data/repeated-units';
import { cells, left, right, type Block, type Section } from '../document';
import type { Context } from './context';
import { trainedModels, type TrainedModel } from './trained-models';
import { adaptersTable } from './adapters';
import { importedTable } from './imported-models';
import { trainedOn, trainingTable } from './training';

/** Identity of what was tested. */
export function systemSection({ input }: Context): Section {
  const { dataset, run, analysis } = input;
  const selection = run.plan.data.selection;
  // Of the training split it is the same samples.
  const repeated = selection.split === 'test' ? repeatedUnitsText(dataset) : null;
  const trained = trainedModels(input);
  const ownCount = trained.filter(({ description }) => !isMadeElsewhere(description)).length;
  const isAllOwn = ownCount === trained.length;
  const isNoneOwn = ownCount === 0 && trained.length > 0;
  const hardened = trained.some(({ description }) => hardeningOf(description.spec.training).length > 0);
  const named = trained.some(({ description }) => input.names.has(description.id));
  const blocks: readonly Block[] = [
    {
      kind: 'facts',
      rows: [
        ['Data set', dataset.title],
        ['Task', analysis.segmentation === null ? dataset.task : 'What does every pixel show?'],
        [
          'Samples',
          `${countOf(analysis.data.n, 'sample')} of the ${selection.split} split, drawn with seed ${String(selection.seed)}; ${trainedOn(trained, dataset.splits.train)}${isNoneOwn ? '' : `, the best epoch chosen on ${decimal(dataset.splits.validation)}`}`,
        ],
        ['Classes', (analysis.segmentation?.classes ?? dataset.classes).join(', ')],
        ['Intervals count', `${dataset.unit} (${decimal(analysis.data.clusters)} different)`],
        ...(repeated === null ? [] : [['What figures leave open', repeated] as const]),
        ['Label after removals', dataset.oracle?.statement ?? 'label preservation not checked'],
        [
          'Preparation',
          `${dataset.preparation.name}, version ${String(dataset.preparation.version)}, seed ${String(dataset.preparation.seed)}`,
        ],
        ['Licences', dataset.licences.join('; ')],
      ],
    },
    {
      kind: 'table',
      caption: isAllOwn ? 'Models trained for this study' : 'Models of this study',
      columns: [
        left('model'),
        ...(named ? [left('name in the lab')] : []),
        left('encoders'),
        left('fusion'),
        left('head'),
        ...(hardened ? [left('hardened by')] : []),
        right('weights'),
        right('training'),
        right(analysis.segmentation === null ? 'test accuracy' : 'right test pixels'),
      ],
      rows: trained.map((entry) => {
        const { recipe } = entry.description.spec;
        return cells(
          entry.title,
          ...(named ? [input.names.get(entry.description.id) ?? '–'] : []),
          Object.entries(recipe.encoders)
            .map(([id, encoder]) => `${id}: ${encoder.name}`)
            .join(', '),
          Object.keys(recipe.encoders).length > 1 ? recipe.fusion.name : '–',
          recipe.head.name,
          ...(hardened ? [hardeningText(entry.description)] : []),
          hidesWeights(entry.description) ? 'not known' : decimal(entry.description.parameters),
          isMadeElsewhere(entry.description) ? 'made elsewhere' : `${decimal(entry.description.seconds)} s`,
          testAccuracy(entry.description),
        );
      }),
      note: `${analysis.segmentation === null ? 'Test accuracy is' : 'Right pixels are'} over the whole test split; the study itself uses the selected samples. ${isNoneOwn ? '' : `How each ${isAllOwn ? '' : 'of the lab’s own '}is trained stands in the table of training; encoders, fusions and the training are the lab’s own small reconstructions, not the models of any paper.`}${isAllOwn ? '' : ' What was made elsewhere is told in a table of its own.'}${hardened ? ` ${keptByCleanLoss}` : ''}`,
    },
    ...partSizesTable(trained),
    ...trainingTable(trained, dataset.splits.train),
    ...importedTable(trained),
    ...adaptersTable(trained),
    ...retrievalTable(trained),
    ...sensitivityTable(trained),
  ];
  return { id: 'system', title: requiredSections.system.title, blocks };
}

function hardeningText({ spec }: ModelDescription): string {
  const words = groupsInWords(spec.training).map(([field, text]) => `${field}: ${text}`);
  return words.length === 0 ? '–' : words.join('; ');
}

/** Where the weights of each model are: in the parts that an attack on the fusion goes through, or not. */
function partSizesTable(trained: readonly TrainedModel[]): readonly Block[] {
  const counted = trained.flatMap(({ title, description }) => {
    const sizes = partSizesOf(description);
    return sizes === null ? [] : [{ title, sizes, all: description.parameters }];
  });
  if (counted.length === 0) return [];
  const modalities = [...new Set(counted.flatMap(({ sizes }) => sizes.flatMap((size) => encoderOf(size) ?? [])))];
  const weightsOf = (sizes: readonly PartSize[], isMeant: (size: PartSize) => boolean): string => {
    const found = sizes.find(isMeant);
    return found === undefined ? '–' : decimal(found.weights);
  };
  const uncounted = trained.length - counted.length;
  return [
    {
      kind: 'table',
      caption: 'Weights of the parts of each model',
      columns: [
        left('model'),
        ...modalities.map((modality) => right(`encoder of ${modality}`)),
        right('fusion'),
        right('head'),
        right('all'),
      ],
      rows: counted.map(({ title, sizes, all }) =>
        cells(
          title,
          ...modalities.map((modality) => weightsOf(sizes, (size) => encoderOf(size) === modality)),
          weightsOf(sizes, ({ part }) => part === 'fusion'),
          weightsOf(sizes, ({ part }) => part === 'head'),
          decimal(all),
        ),
      ),
      note: `Embeddings of words count with the encoder of their text. A fusion of decisions counts with the heads that make them; a fusion of 0 joins by a rule that nothing trains.${uncounted === 0 ? '' : ` Not here: ${countOf(uncounted, 'model')} trained before the lab counted the parts.`}${attentionNote(trained)}`,
    },
  ];
}

/** What weights do not tell of crossmodal transformers. */
function attentionNote(trained: readonly TrainedModel[]): string {
  // Seeds, and baselines of as many inputs, are alike.
  const told = new Set(
    trained.flatMap(({ description: { spec } }) => {
      const { fusion } = spec.recipe;
      const words = attentionWords(spec.recipe);
      return words === null || fusion.name !== 'mult' ? [] : [`memory ${fusion.memory}: ${words}`];
    }),
  );
  return told.size === 0
    ? ''
    : ` Attention of crossmodal transformers, which weights do not tell: ${[...told].join('; ')}.`;
}

function encoderOf(size: PartSize): string | null {
  return size.part === 'encoder' ? size.modality : null;
}

/** Of the models that began without labels: how well the nearest sample tells a class, before any label was seen. */
function retrievalTable(trained: readonly TrainedModel[]): readonly Block[] {
  const rows = trained.flatMap(({ title, description: { pretraining } }) =>
    pretraining === undefined
      ? []
      : retrievalRows(pretraining).map(({ modality, before, after }) =>
          cells(title, modality, decimal(pretraining.epochs), before, after),
        ),
  );
  if (rows.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: 'What encoders learned without labels',
      columns: [
        left('model'),
        left('modality'),
        right('passes'),
        right('nearest, at the start'),
        right('nearest, without labels'),
      ],
      rows,
      note: retrievalNote,
    },
  ];
}

/** Of the models whose decision is a sum over their modalities: how much each counts, and how fast it can change a logit. */
function sensitivityTable(trained: readonly TrainedModel[]): readonly Block[] {
  const rows = trained.flatMap(({ title, description: { integration } }) =>
    integration === undefined
      ? []
      : sensitivities(integration).map(({ modality, weight, slope, proven }) =>
          cells(
            title,
            modality,
            decimal(weight),
            decimal(slope),
            decimal(integration.samples),
            proven === null ? 'none known' : decimal(proven),
          ),
        ),
  );
  if (rows.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: 'What each modality can change where the decision is a sum over the modalities',
      columns: [
        left('model'),
        left('modality'),
        right('mean weight'),
        right('largest slope seen'),
        right('on samples'),
        right('slope proven'),
      ],
      rows,
      note: 'Slopes are in logits per unit of l2 of the modality: its values from 0 to 1, of a text the embeddings of its words; as units differ, slopes of different kinds of modality do not rank them. The slope seen is the largest on training samples: an estimate, and a radius that follows from it is an estimate too. A slope that is proven holds for every input.',
    },
  ];
}

function testAccuracy({ test }: ModelDescription): string {
  return `${percent(test.correct / test.count)} of ${decimal(test.count)}`;
}
