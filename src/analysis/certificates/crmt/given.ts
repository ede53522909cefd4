import { leadsOf, runnerUp, slopesOf, totalOf, type ByClass, type Integrated } from './leads';
import { isKept, radiiOf, type Reach } from './radius';

/** What somebody says of one sample, wherever the numbers come from. */
export interface Given extends Integrated {
  /** τ_k^(m): a Lipschitz constant of each score. */
  readonly slopes: ByClass;
  /** The class that is defended. */
  readonly label: number;
  /** Is the decision kept under changes of these sizes, in l2 by modality? Null: not asked. */
  readonly sizes: readonly number[] | null;
}

/** What is wrong with what was given, and where; `modality` is its place. */
export type Fault =
  | {
      readonly kind: 'count';
      readonly part: 'scores' | 'weights' | 'slopes';
      readonly modality: number;
      readonly count: number;
      readonly wanted: number;
    }
  | { readonly kind: 'biases'; readonly count: number; readonly wanted: number }
  | { readonly kind: 'negative-slope'; readonly modality: number; readonly class: number }
  | { readonly kind: 'negative-size'; readonly modality: number }
  | { readonly kind: 'one-class' }
  | { readonly kind: 'label'; readonly last: number };

/** In the order in which they are best mended: how many there are, before what they are. */
export function faultsOf(given: Given): readonly Fault[] {
  const { scores, biases, slopes, label, sizes } = given;
  const wanted = scores[0].length;
  const counts = (['scores', 'weights', 'slopes'] as const).flatMap((part) =>
    given[part].flatMap(({ length: count }, modality): readonly Fault[] =>
      count === wanted ? [] : [{ kind: 'count', part, modality, count, wanted }],
    ),
  );
  return [
    ...counts,
    ...(biases.length === wanted ? [] : [{ kind: 'biases', count: biases.length, wanted } as const]),
    ...slopes.flatMap((own, modality) =>
      own.flatMap((slope, k): readonly Fault[] => (slope >= 0 ? [] : [{ kind: 'negative-slope', modality, class: k }])),
    ),
    ...(wanted < 2 ? [{ kind: 'one-class' } as const] : []),
    ...(wanted >= 2 && label >= wanted ? [{ kind: 'label', last: wanted - 1 } as const] : []),
    ...(sizes ?? []).flatMap((size, modality): readonly Fault[] =>
      size >= 0 ? [] : [{ kind: 'negative-size', modality }],
    ),
  ];
}

/** How far the decision is from changing. */
export interface Distance {
  /** Of the label over the runner-up, in logits. */
  readonly lead: number;
  readonly runnerUp: number;
  /** What the biases add to the lead. */
  readonly bias: number;
  readonly joint: Reach;
  /** In the order given. */
  readonly modalities: readonly ModalityDistance[];
  /** Null where no sizes were given. */
  readonly kept: boolean | null;
}

export interface ModalityDistance {
  /** What it adds to the lead over the runner-up. */
  readonly share: number;
  /** How fast it can lower that lead, in logits per unit of l2. */
  readonly slope: number;
  /** Changed alone. */
  readonly alone: Reach;
}

/** @param given without faults */
export function distanceOf(given: Given): Distance {
  const { label, slopes, sizes } = given;
  const leads = leadsOf(given, label);
  const slopesFor = (rival: number): readonly number[] => slopesOf(given, slopes, label, rival);
  const { joint, alone } = radiiOf(leads, slopesFor);
  const closest = runnerUp(leads);
  const closestSlopes = slopesFor(closest.rival);
  return {
    lead: totalOf(closest),
    runnerUp: closest.rival,
    bias: closest.bias,
    joint,
    modalities: closest.shares.map((share, m) => ({ share, slope: closestSlopes[m], alone: alone[m] })),
    kept: sizes === null ? null : isKept(leads, slopesFor, sizes),
  };
}
