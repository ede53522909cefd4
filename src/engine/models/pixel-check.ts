import { LabError } from '../../shared/errors';
import type { ModalitySpecs } from '../../shared/data/modality';
import { fusionReason, pixelReasons } from '../../shared/planning/pixel-limits';
import type { TrainedRecipe } from '../../shared/recipe/recipe';
import { labelsPixels } from '../../shared/recipe/recipe-task';

/** What keeps a recipe from answering for every pixel. */
export function pixelFaults(
  recipe: TrainedRecipe,
  modalities: ModalitySpecs,
  classes: number,
  where: string,
): readonly LabError[] {
  if (!labelsPixels(recipe)) return [];
  const fault = (place: string, message: string, remedy: string): LabError =>
    new LabError('invalid', message, { where: `${where}.${place}`, remedy });
  const entries = Object.entries(recipe.encoders).filter(([id]) => Object.hasOwn(modalities, id));
  const depths = entries.flatMap(([, choice]) => (choice.name === 'cnn' ? [choice.channels.length] : []));
  const depth = Math.max(...depths);
  return [
    ...(classes === 0
      ? [fault('head.name', `is "pixels", but ${pixelReasons.head}.`, 'Give "mlp", or data with a label map.')]
      : []),
    ...(fusionReason(recipe.fusion.name, true) === null
      ? []
      : [
          fault(
            'fusion.name',
            `is "${recipe.fusion.name}", which ${pixelReasons.fusion}.`,
            'Give "concat", which joins them at every scale.',
          ),
        ]),
    ...entries.flatMap(([id, choice]) => {
      const place = `encoders.${id}`;
      if (choice.name !== 'cnn') {
        return [fault(`${place}.name`, `is "${choice.name}", which ${pixelReasons.encoder}.`, 'Give "cnn".')];
      }
      const spec = modalities[id];
      if (spec.kind !== 'image') {
        return [fault(place, `reads ${spec.kind}, which has no pixels to answer for.`, 'Leave it out.')];
      }
      const { height, width } = spec;
      const least = 2 ** (choice.channels.length - 1);
      if (choice.channels.length !== depth) {
        return [
          fault(
            `${place}.channels`,
            `has ${choice.channels.length} entries where another encoder has ${depth}: their maps cannot be joined.`,
            'Give all encoders equally many.',
          ),
        ];
      }
      return height % least === 0 && width % least === 0
        ? []
        : [
            fault(
              `${place}.channels`,
              `has ${choice.channels.length} entries, but the image’s ${height}×${width} pixels cannot be halved ${choice.channels.length - 1} times.`,
              'Give fewer entries.',
            ),
          ];
    }),
  ];
}
