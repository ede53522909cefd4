import { totalOf, type Lead } from './leads';

/** The smallest change that may alter the decision, in l2, and the class that it would go to. */
export interface Reach {
  /** 0 where the label does not lead; infinite where no change can alter the decision. */
  readonly radius: number;
  readonly rival: number;
}

export interface Radii {
  /** All modalities changed together: the l2 norm of all changes in one. */
  readonly joint: Reach;
  /** Each modality changed alone. */
  readonly alone: readonly Reach[];
}

/** How fast each modality can lower the lead over a rival, in logits per unit of l2. */
export type SlopesFor = (rival: number) => readonly number[];

/**
 * Radii within which the label keeps its lead over every rival (CRMT, bounds B1 and B2, over all classes and not the
 * runner-up alone, since a class further behind may be approached faster). They are a guarantee where the slopes bound
 * the model's, and an estimate where these were estimated.
 *
 * @param leads over every other class, one at least
 */
export function radiiOf(leads: readonly Lead[], slopesFor: SlopesFor): Radii {
  const nearest = (slope: (slopes: readonly number[]) => number): Reach =>
    leads
      .map((lead): Reach => ({ radius: distance(totalOf(lead), slope(slopesFor(lead.rival))), rival: lead.rival }))
      .reduce((closest, reach) => (reach.radius < closest.radius ? reach : closest));
  const modalities = leads[0].shares.map((_, m) => m);
  return {
    joint: nearest((slopes) => Math.hypot(...slopes)),
    alone: modalities.map((m) => nearest((slopes) => slopes[m])),
  };
}

/**
 * Does the label keep its lead whatever is changed by less than these sizes, each modality by its own? Modalities in
 * different units have no joint radius that means something; their sizes do not have to be weighed against each other here.
 *
 * @param sizes l2 per modality
 */
export function isKept(leads: readonly Lead[], slopesFor: SlopesFor, sizes: readonly number[]): boolean {
  return leads.every((lead) => {
    const lost = slopesFor(lead.rival).reduce((sum, slope, m) => sum + slope * sizes[m], 0);
    return totalOf(lead) > lost;
  });
}

function distance(lead: number, slope: number): number {
  if (!(lead > 0)) return 0;
  return slope === 0 ? Infinity : lead / slope;
}
