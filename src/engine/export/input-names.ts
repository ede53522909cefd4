/** How an exported graph is given what a model reads: names of its inputs, and how values lie in them. */
import type { Layout } from '../../shared/imported/model-map';
import { isPlane, type ModalitySpec, type PlaneSpec } from '../../shared/data/modality';

/** How values lie, behind the number of samples: without the axes that have one place in every modality of the kind. */
export function layoutOf(spec: PlaneSpec): Exclude<Layout, 'flat'> {
  switch (spec.kind) {
    case 'image':
    case 'skeleton':
      return 'NHWC';
    case 'audio':
      return 'NHW';
    case 'sequence':
      return 'NWC';
    case 'tabular':
      return 'NW';
    default:
      return spec satisfies never;
  }
}

/** Names of inputs of a modality: its values, or the numbers of its words; and, of sequences of different lengths, which steps are there. */
export function inputNames(
  modality: string,
  spec: ModalitySpec,
): { readonly values: string; readonly mask: string | null } {
  if (!isPlane(spec)) return { values: `${modality}_ids`, mask: null };
  return { values: modality, mask: differsInLength(spec) ? `${modality}_mask` : null };
}

export function differsInLength(spec: ModalitySpec): boolean {
  return spec.kind === 'sequence' && spec.shortest !== undefined;
}
