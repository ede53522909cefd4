import type { DatasetManifest } from '../../shared/data/dataset';
import { LabError } from '../../shared/errors';
import { canonicalJson } from '../../shared/identity';
import { isImported, modalityIds, Recipe } from '../../shared/recipe/recipe';
import { classesOf } from '../../shared/recipe/recipe-task';
import { refuse } from '../../shared/refusal';
import { misfits, type Misfit } from './misfits';
import { writeSafetensors, type TensorFile } from './safetensors';
import { FIRST_WORD, vocabularyOf } from './vocabulary';

/** What a file of the weights of a whole model says of itself: `docs/models-out.md`. */
const told = { recipe: 'recipe', classes: 'classes', words: 'vocabulary' } as const;

/** What weights are put into. */
export interface BroughtInto {
  readonly recipe: Recipe;
  /** Words by id; empty of a recipe that reads no text. */
  readonly vocabulary: readonly string[];
}

/**
 * The recipe that weights are of, and the words of their rows.
 *
 * @param given null: the one that the file names
 * @param where the file, for the error
 * @throws LabError `invalid` for a recipe that is not given or is another than the file says, for classes in another order than
 * those of the data, and for texts whose words are not told
 */
export function broughtInto(
  { metadata }: Pick<TensorFile, 'metadata'>,
  given: Recipe | null,
  manifest: DatasetManifest,
  where: string,
): BroughtInto {
  const own = Recipe.safeParse(jsonIn(metadata, told.recipe)).data ?? null;
  const fault = (message: string, remedy: string): LabError => new LabError('invalid', message, { where, remedy });
  const recipe = given ?? own;
  if (recipe === null) {
    throw fault('names no recipe that its weights are of.', 'Give --spec with the specification of a model.');
  }
  if (isImported(recipe)) {
    throw fault('is to be put into a recipe of parts that the lab does not know.', 'Give a recipe of the lab.');
  }
  const classes = classesOf(recipe, manifest);
  const theirs = Object.hasOwn(metadata, told.classes) ? jsonIn(metadata, told.classes) : classes;
  const isOther = own !== null && canonicalJson(own) !== canonicalJson(recipe);
  const reads = modalityIds(recipe).some(
    (id) => Object.hasOwn(manifest.modalities, id) && manifest.modalities[id].kind === 'text',
  );
  const words = jsonIn(metadata, told.words);
  const areTold = Array.isArray(words) && words.length >= FIRST_WORD && words.every((word) => typeof word === 'string');
  refuse([
    ...(isOther
      ? [fault('says that it is of another recipe than the one given.', 'Leave out --spec, or correct its recipe.')]
      : []),
    ...(canonicalJson(theirs) === canonicalJson(classes)
      ? []
      : [
          fault(
            `says that it tells apart ${listed(theirs)}, and these data have ${listed(classes)}, in that order.`,
            'Name the data set that it was trained for, or put the rows of its last layer into this order.',
          ),
        ]),
    ...(!reads || areTold
      ? []
      : [
          fault(
            'does not say which words its rows are of.',
            `Add the metadata "${told.words}" to the file, a JSON list of words by row, the first for padding and the second for unknown words.`,
          ),
        ]),
  ]);
  return { recipe, vocabulary: reads && areTold ? [...vocabularyOf([]), ...words.slice(FIRST_WORD)] : [] };
}

/**
 * The file that the lab keeps of weights that fit a network: equal weights give equal bytes.
 *
 * @param shapes of the network's tensors, by name
 * @throws LabError `invalid` with every tensor that is missing, of another shape or unexpected
 */
export function fittingFile(
  { tensors }: Pick<TensorFile, 'tensors'>,
  shapes: Readonly<Record<string, readonly number[]>>,
  where: string,
): Uint8Array {
  const own = new Map(Object.entries(shapes).map(([name, shape]) => [name, { shape }]));
  refuse(misfits(tensors, own).map((misfit) => misfitFault(misfit, where)));
  return writeSafetensors({ tensors, metadata: {} });
}

/** A tensor that does not fit a network, in words. */
function misfitFault(misfit: Misfit, where: string): LabError {
  const fault = (message: string, remedy: string): LabError => new LabError('invalid', message, { where, remedy });
  const rename = 'Give the recipe that the weights are of, or a map of names by --map.';
  const name = JSON.stringify(misfit.name);
  switch (misfit.kind) {
    case 'missing':
      return fault(`lacks tensor ${name} of ${misfit.wanted}.`, rename);
    case 'other-shape':
      return fault(
        `holds ${name} as ${misfit.held}, not ${misfit.wanted}.`,
        'Set the fields of the recipe to fit it; kernels of convolutions lie [rows, columns, in, out], of others [in, out].',
      );
    case 'extra':
      return fault(`holds tensor ${name}, which the recipe does not have.`, rename);
    default:
      return misfit satisfies never;
  }
}

function listed(classes: unknown): string {
  return Array.isArray(classes) ? classes.map((one) => JSON.stringify(one)).join(', ') : 'what is no list of classes';
}

/** Undefined for what is not there, or no JSON. */
function jsonIn(metadata: TensorFile['metadata'], key: string): unknown {
  if (!Object.hasOwn(metadata, key)) return undefined;
  try {
    return JSON.parse(metadata[key]);
  } catch {
    return undefined;
  }
}
