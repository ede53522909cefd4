import { pixelsOf, withRemoved } from '../../../report/samples/picture';
import { removes, type AttackChoice } from '../../../shared/attacks/attack';
import { toBase64 } from '../../../shared/base64';
import { Fills, type ModalitySpecs, type Region } from '../../../shared/data/modality';
import { isPictureView, type SampleView, type ValueView } from '../../../shared/samples/sample-view';
import { boxesOf } from '../../../shared/samples/regions';

/** A sample as the model saw it after a removal, pictures with their squares filled; words are struck where shown. */
export function attackedView(
  sample: SampleView,
  regions: readonly Region[],
  attack: AttackChoice,
  specs: ModalitySpecs,
): Pick<SampleView, 'values'> {
  const fills = removes(attack) ? attack.fills : Fills.parse({});
  const entries = Object.entries(sample.values).map(([modality, value]): readonly [string, ValueView] => {
    const boxes = boxesOf(regions, modality);
    if (!isPictureView(value) || boxes.length === 0) return [modality, value];
    const pixels = withRemoved(value, pixelsOf(value), boxes, fills, specs[modality]);
    return [modality, { ...value, pixels: toBase64(pixels) }];
  });
  return { values: Object.fromEntries(entries) };
}
