import { adaptedInputs } from '../../shared/training/adapting';
import type { Split } from '../../shared/data/dataset';
import { LabError } from '../../shared/errors';
import type { ModelSpec } from '../../shared/models/model-spec';
import { modalityIds } from '../../shared/recipe/recipe';
import type { Recipe } from '../../shared/recipe/recipe';
import { toldApart } from '../../shared/recipe/recipe-task';
import type { Dataset } from '../data/dataset';
import type { TextValue } from '../modalities/modality';
import { encodersFrom } from '../../shared/recipe/shared-encoders';
import { networkOf, type Network } from '../models/network';
import { adaptedNetwork } from '../models/adapters/adapted-network';
import { adapterMatrices } from '../models/adapters/matrices';
import type { AdapterMatrix } from '../models/adapters/matrix';
import { commonEncoderParts } from '../models/shared-encoders';
import { vocabularyOf } from '../models/vocabulary';
import { permutation, randomFrom } from '../random';

/** What a specification is trained from: which samples, and the network that they make of its recipe. */
export interface TrainingMaterial {
  /** Row numbers; those of the training split as far as the specification wants them. */
  readonly rows: Readonly<Record<Split, readonly number[]>>;
  readonly vocabulary: readonly string[];
  readonly network: Network;
  /** The same with the adapters that are trained over it; the network itself where there are none. */
  readonly trainee: Network;
  readonly adapters: readonly AdapterMatrix[];
  /** Names of the parameters that another model gives and that stay as they are: `encodersFrom`. */
  readonly frozen: readonly string[];
  /** Names of those that it gives and that learn on. */
  readonly begun: readonly string[];
}

/**
 * @param words the recipe whose texts make the vocabulary; left out: its own
 * @throws LabError `invalid` for a recipe that does not fit the data, or an empty split
 */
export function materialOf(spec: ModelSpec, dataset: Dataset, words: Recipe = spec.recipe): TrainingMaterial {
  const { modalities } = dataset.manifest;
  const { classes, target } = toldApart(spec.recipe, dataset.manifest);
  const rows = {
    train: sampleOf(nonEmpty(dataset, 'train'), spec.training.trainRows),
    validation: nonEmpty(dataset, 'validation'),
    test: nonEmpty(dataset, 'test'),
  };
  const vocabulary = vocabularyFor(words, dataset, rows.train);
  const network = networkOf(spec.recipe, modalities, classes, vocabulary, target);
  const { method, adapting } = spec.training;
  const material = { rows, vocabulary, network, trainee: network, adapters: [], frozen: [], begun: [] };
  switch (method) {
    case 'joint':
    case 'alternating':
    case 'ensemble': {
      const source = encodersFrom(spec);
      if (source === null) return material;
      const shared = networkOf(source.recipe, modalities, classes, vocabulary, target);
      return { ...material, frozen: commonEncoderParts(network, shared) };
    }
    case 'fine-tuned':
      return { ...material, begun: Object.keys(network.parameters) };
    case 'adapters': {
      const adapters = adapterMatrices(network.parameters, adaptedInputs(spec.recipe, adapting), adapting);
      const names = Object.keys(network.parameters);
      const learnsOn = (name: string): boolean => adapting.answerHeads === 'trained' && !name.startsWith('encoders/');
      return {
        ...material,
        adapters,
        trainee: adaptedNetwork(network, adapters),
        frozen: names.filter((name) => !learnsOn(name)),
        begun: names.filter(learnsOn),
      };
    }
    default:
      return method satisfies never;
  }
}

/** @throws LabError `invalid` for a split without samples */
export function nonEmpty(dataset: Dataset, split: Split): readonly number[] {
  const rows = dataset.rowsOf(split);
  if (rows.length > 0) return rows;
  throw new LabError('invalid', `has no samples in its ${split} split, which training needs.`, {
    where: dataset.manifest.name,
    remedy: 'Import the data again with samples in all three splits.',
  });
}

function vocabularyFor(recipe: Recipe, dataset: Dataset, rows: readonly number[]): readonly string[] {
  const ids = modalityIds(recipe).filter((id) => dataset.manifest.modalities[id].kind === 'text');
  if (ids.length === 0) return [];
  return vocabularyOf(
    rows.flatMap((row) => {
      const { inputs } = dataset.sample(row);
      return ids.map((id) => inputs[id] as TextValue);
    }),
  );
}

/** At most `count` of the rows, the same ones for every model and seed. */
function sampleOf(rows: readonly number[], count: number | null): readonly number[] {
  if (count === null || count >= rows.length) return rows;
  const order = permutation(rows.length, randomFrom('train-rows'));
  return Array.from(order.subarray(0, count).sort(), (index) => rows[index]);
}
