import { LabError } from '../../shared/errors';
import type { ModalitySpecs } from '../../shared/data/modality';
import { fusionLimit } from '../../shared/planning/target-limits';
import { isImported, modalityIds, trainedRecipe, type Recipe, type TrainedRecipe } from '../../shared/recipe/recipe';
import { faultsOf, refuse } from '../../shared/refusal';
import type { Target } from '../../shared/data/target';
import { oneOf } from '../../shared/text/wording';
import { checkEncoder } from './encoder-check';
import { checkFusion } from './fusion-check';
import { pixelFaults } from './pixel-check';

/**
 * Checks that a recipe fits the modalities of a data set.
 *
 * @param classes of the data set that the recipe tells apart; 0 where it labels no pixels and the recipe asks for them
 * @param where path of the recipe, as its author knows it: `plan.subjects[0].recipe`
 * @throws LabError `invalid` naming field, value and remedy
 */
export function checkRecipe(
  recipe: Recipe,
  modalities: ModalitySpecs,
  { classes, target }: { readonly classes: number; readonly target?: Target | undefined },
  where = 'recipe',
): void {
  if (isImported(recipe)) {
    refuse(modalityIds(recipe).flatMap((id) => strangerFaults(id, modalities, `${where}.encoders.${id}`)));
    return;
  }
  const trained = trainedRecipe(recipe);
  refuse([
    ...modalityIds(trained).flatMap((id) => encoderFaults(trained, id, modalities, `${where}.encoders.${id}`)),
    ...faultsOf(() => {
      checkFusion(trained, modalities, classes, where);
    }),
    ...pixelFaults(trained, modalities, classes, where),
    ...targetFaults(trained, target, where),
  ]);
}

/** Fusions that are made of one class of several. */
function targetFaults({ fusion }: TrainedRecipe, target: Target | undefined, where: string): readonly LabError[] {
  const reason = fusionLimit(fusion.name, target);
  return reason === null
    ? []
    : [
        new LabError('invalid', `is "${fusion.name}", which ${reason}.`, {
          where: `${where}.fusion.name`,
          remedy: 'Give "concat", or another that does not.',
        }),
      ];
}

function encoderFaults(
  { encoders }: TrainedRecipe,
  id: string,
  modalities: ModalitySpecs,
  where: string,
): readonly LabError[] {
  const strangers = strangerFaults(id, modalities, where);
  if (strangers.length > 0) return strangers;
  return faultsOf(() => {
    checkEncoder(encoders[id], id, modalities[id], where);
  });
}

function strangerFaults(id: string, modalities: ModalitySpecs, where: string): readonly LabError[] {
  if (Object.hasOwn(modalities, id)) return [];
  const remedy = `Give ${oneOf(Object.keys(modalities))}.`;
  return [new LabError('invalid', `is not a modality of the data set.`, { where, remedy })];
}
