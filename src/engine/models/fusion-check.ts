import { LabError } from '../../shared/errors';
import type { ModalitySpecs } from '../../shared/data/modality';
import type { TrainedRecipe } from '../../shared/recipe/recipe';
import { fixedMlaWeights } from '../../shared/recipe/fusions';
import { refuse } from '../../shared/refusal';
import { encodingWidths } from './encoding-widths';
import { GROUPS } from './equilibrium/groups';
import { checkHeads } from './heads-check';

/** @throws LabError `invalid` for a fusion that cannot join these encodings. @param path of the recipe */
export function checkFusion(recipe: TrainedRecipe, modalities: ModalitySpecs, classes: number, path: string): void {
  const choice = recipe.fusion;
  const where = `${path}.fusion`;
  switch (choice.name) {
    case 'token-transformer':
    case 'mult':
      checkHeads(choice, where);
      return;
    case 'deq':
      checkGroups(choice.width, where);
      return;
    case 'crmt':
      checkDepth(recipe, path);
      if (choice.orthogonal) checkRows(recipe, modalities, classes, path);
      return;
    case 'mla':
      checkFixedWeights(recipe, where);
      // Hidden layers, of which every input has its own, bring encodings to one width.
      if (recipe.head.name === 'linear') checkWidths(recipe, modalities, path, sharedHeadWidths);
      return;
    case 'unis-mmc':
      checkContrast(recipe, modalities, path);
      return;
    case 'concat':
    case 'product':
    case 'gated':
    case 'low-rank-tensor':
    case 'late':
    case 'qmf':
      return;
    default:
      choice satisfies never;
  }
}

function checkGroups(width: number, where: string): void {
  if (width % GROUPS === 0) return;
  const below = width - (width % GROUPS);
  throw new LabError('invalid', `is ${width}, which ${GROUPS} groups cannot share.`, {
    where: `${where}.width`,
    remedy: `Give a multiple of ${GROUPS}, such as ${below === 0 ? GROUPS : below}.`,
  });
}

/** A row of an orthogonal classifier for each class, all at right angles and with mean zero, needs that much room. */
function checkRows(recipe: TrainedRecipe, modalities: ModalitySpecs, classes: number, path: string): void {
  const { head } = recipe;
  const places =
    head.name === 'mlp'
      ? [{ width: head.hidden, what: '', where: `${path}.head.hidden` }]
      : encodingWidths(recipe, modalities, path);
  const remedy = `Give ${classes + 1} or more.`;
  refuse(
    places
      .filter(({ width }) => width <= classes)
      .map(
        ({ width, what, where }) =>
          new LabError(
            'invalid',
            `is ${what}${width}, which has no room for ${classes} orthogonal classes, as "crmt" needs.`,
            { where, remedy: what === '' ? remedy : 'Give another encoder.' },
          ),
      ),
  );
}

/** Of more than one hidden layer no slope is proven. */
function checkDepth({ head }: TrainedRecipe, path: string): void {
  if (head.name !== 'deep') return;
  throw new LabError('invalid', 'is "deep", but "crmt" reads encodings by one hidden layer at most.', {
    where: `${path}.head.name`,
    remedy: 'Give "linear" or "mlp".',
  });
}

function checkFixedWeights({ fusion, encoders }: TrainedRecipe, where: string): void {
  const count = Object.keys(encoders).length;
  if (fusion.name !== 'mla' || fusion.weights !== 'fixed' || count in fixedMlaWeights) return;
  throw new LabError('invalid', `is "fixed", but the released weights are of two or three inputs, not of ${count}.`, {
    where: `${where}.weights`,
    remedy: 'Give "entropy" or "mean".',
  });
}

const sharedHeadWidths = {
  why: 'which a linear head cannot share, as "mla" has it',
  otherwise: 'or the head "mlp", whose hidden layer brings all to one width',
};

/** Encodings of one width, which the first of them by name gives. */
function checkWidths(
  recipe: TrainedRecipe,
  modalities: ModalitySpecs,
  path: string,
  { why, otherwise }: { readonly why: string; readonly otherwise: string },
): void {
  const [first, ...others] = encodingWidths(recipe, modalities, path);
  refuse(
    others
      .filter(({ width }) => width !== first.width)
      .map(
        ({ width, what, where }) =>
          new LabError('invalid', `is ${what}${width} where that of "${first.id}" is ${first.width}, ${why}.`, {
            where,
            remedy: `Give ${what === '' ? String(first.width) : 'another encoder'}, ${otherwise}.`,
          }),
      ),
  );
}

function checkContrast(recipe: TrainedRecipe, modalities: ModalitySpecs, path: string): void {
  const { fusion } = recipe;
  if (fusion.name !== 'unis-mmc' || fusion.contrast === 0) return;
  if (!fusion.unimodal) {
    throw new LabError('invalid', 'is false, but the contrast asks which inputs are right by themselves.', {
      where: `${path}.fusion.unimodal`,
      remedy: 'Give true, or "contrast" 0.',
    });
  }
  checkWidths(recipe, modalities, path, {
    why: 'between which there is no angle, as the contrast of "unis-mmc" asks for',
    otherwise: 'or "contrast" 0',
  });
}
