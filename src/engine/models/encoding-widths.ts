import { isPlane, planeOf, type ModalitySpecs } from '../../shared/data/modality';
import { modalityIds, type TrainedRecipe } from '../../shared/recipe/recipe';

/** How wide the encoding of each input is, and where that is set. */
export function encodingWidths(
  recipe: TrainedRecipe,
  modalities: ModalitySpecs,
  path: string,
): readonly { readonly id: string; readonly width: number; readonly what: string; readonly where: string }[] {
  return modalityIds(recipe).flatMap((id) => {
    const choice = recipe.encoders[id];
    const where = `${path}.encoders.${id}`;
    if (choice.name === 'umurl') {
      const streams = choice.streams === 'three' ? 3 : 1;
      return [{ id, width: 2 * streams * choice.width, what: '"umurl" of ', where }];
    }
    if (choice.name !== 'raw-steps') return [{ id, width: choice.width, what: '', where: `${where}.width` }];
    const spec = Object.hasOwn(modalities, id) ? modalities[id] : null;
    if (spec === null || !isPlane(spec)) return [];
    const { height, channels } = planeOf(spec);
    return [{ id, width: height * channels, what: '"raw-steps" of ', where }];
  });
}
