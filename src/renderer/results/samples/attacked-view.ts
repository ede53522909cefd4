import { pixelsOf, withRemoved } from '../../../report/samples/picture';
import { removes, type AttackChoice } from '../../../shared/attack';
import { toBase64 } from '../../../shared/base64';
import type { ModalitySpecs, Region } from '../../../shared/modality';
import type { SampleView, ValueView } from '../../../shared/sample-view';
import { boxesOf } from '../../../shared/regions';

/** A sample as the model saw it after a removal, pictures with their squares filled; words are struck where shown. */
export function attackedView(
  sample: SampleView,
  regions: readonly Region[],
  attack: AttackChoice,
  specs: ModalitySpecs,
): Pick<SampleView, 'values'> {
  const fill = removes(attack) ? attack.fills.image : 'mean';
  const entries = Object.entries(sample.values).map(([modality, value]): readonly [string, ValueView] => {
    const boxes = boxesOf(regions, modality);
    if (value.kind !== 'image' || boxes.length === 0) return [modality, value];
    const spec = specs[modality];
    const pixels = withRemoved(value, pixelsOf(value), boxes, fill, spec.kind === 'image' ? spec.mean : []);
    return [modality, { ...value, pixels: toBase64(pixels) }];
  });
  return { values: Object.fromEntries(entries) };
}
