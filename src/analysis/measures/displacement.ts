import type { Displacement } from '../../shared/records/record';
import { meanOf } from '../statistics/bootstrap';
import { rateOf, type Estimate, type Rate } from '../statistics/estimate';

/** 1 − cos(z, z′) between the fused embeddings before and after an attack, and how often arg max z moved. */
export interface DisplacementMeasures {
  readonly cosineDistance: Estimate;
  readonly argmaxMoved: Rate;
}

/** @returns null where no displacement was recorded, as of a model that hides its embedding */
export function measureDisplacement(
  samples: readonly { readonly displacement: Displacement | null; readonly group: string }[],
  key: string,
): DisplacementMeasures | null {
  const moved = samples.flatMap(({ displacement, group }) =>
    displacement === null ? [] : [{ ...displacement, group }],
  );
  if (moved.length === 0) return null;
  return {
    cosineDistance: meanOf(
      moved.map(({ cosineDistance, group }) => ({ value: cosineDistance, group })),
      key,
    ),
    argmaxMoved: rateOf(moved.map(({ argmaxMoved, group }) => ({ hit: argmaxMoved, group }))),
  };
}
