/** The parts of an input that searches remove, and what those consist of, under a stop rule. */
import type { StopRule } from '../../../shared/attacks/attack';
import type { ModalitySpecs, Region } from '../../../shared/data/modality';
import type { Sample } from '../../data/dataset';
import { modalityOf } from '../../modalities/registry';

/** The parts of one modality that a search looks at first: quadrants of a picture, or the cells of a grid; every word. */
export function largestParts(specs: ModalitySpecs, stop: StopRule, sample: Sample, id: string): readonly Region[] {
  const spec = specs[id];
  const value = sample.inputs[id];
  const modality = modalityOf(spec);
  return stop.rule === 'grid' ? modality.grid(spec, value, id, stop.cells) : modality.roots(spec, value, id);
}

/** What a part is halved into; none where the stop rule ends it. */
export function partsOf(specs: ModalitySpecs, stop: StopRule, region: Region): readonly Region[] {
  const spec = specs[region.modality];
  const modality = modalityOf(spec);
  return isSmallest(stop, modality.side(spec, region)) ? [] : modality.children(spec, region);
}

function isSmallest(stop: StopRule, side: { readonly elements: number; readonly fraction: number }): boolean {
  switch (stop.rule) {
    case 'relative':
      return side.fraction <= stop.fraction;
    case 'literal':
      return side.elements <= stop.pixels;
    case 'grid':
      return true;
    default:
      return stop satisfies never;
  }
}
