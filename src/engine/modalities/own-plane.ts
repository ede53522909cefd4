import { planeOf, type Plane, type PlaneSpec } from '../../shared/data/modality';
import type { PlaneValue } from './modality';

/** How one value lies: as `planeOf` says, but for a sequence that is shorter than the longest, which has its own steps alone. */
export function ownPlane(spec: PlaneSpec, value: PlaneValue): Plane {
  const plane = planeOf(spec);
  return spec.kind === 'sequence' ? { ...plane, width: value.length / plane.channels } : plane;
}

/** The specification as it is of this value: no sample is shorter. */
export function ownSpec<Spec extends PlaneSpec>(spec: Spec, value: PlaneValue): Spec {
  if (spec.kind !== 'sequence' || spec.shortest === undefined) return spec;
  return { ...spec, steps: value.length / spec.features.length };
}
