/**
 * The walk of HopSkipJump (Chen, Jordan & Wainwright, arXiv 1904.02144, Algorithm 2) for one sample, on the host. It
 * asks only whether answers differ from the label.
 *
 * Distances are counted in radii: of a perturbation, the largest over the modalities of ‖δ_m‖ / ε_m, so that 1 is where
 * the budget ends. The paper's projection towards the sample shortens to such a distance: of all values in l∞, of each
 * modality's whole in l2.
 */
import { mapValues } from '../../../shared/map-values';
import type { Random } from '../../random';
import type { Perturbation } from './on-host';

/** Where one sample's perturbations live. */
export interface Space {
  readonly norm: 'linf' | 'l2';
  readonly clean: Perturbation;
  /** Numbers that may change, the first so many of each modality. */
  readonly free: Readonly<Record<string, number>>;
  /** What distances are counted in, per modality that moves. */
  readonly units: Readonly<Record<string, number>>;
  /** Modalities whose values stay in [0, 1]. */
  readonly bounded: ReadonlySet<string>;
}

export interface Found {
  /** Answered otherwise than by the label. */
  readonly perturbation: Perturbation;
  /** In radii. */
  readonly distance: number;
}

/** Asks whether each of the perturbations is answered otherwise than by the label. */
export type Asking<Result> = Generator<readonly Perturbation[], Result, readonly boolean[]>;

/** Just within the radius, so that rounding does not put it outside. */
const inside = 1 - 1e-6;
/** Length of a probe, as a share of the distance to the sample (δ_t of the paper, which takes 1 / d). */
const probeShare = 0.01;
/** Halvings of a step after which none is taken. */
const mostHalvings = 20;
/** Numbers of probes held at once. */
const numbersAtOnce = 1 << 20;

/** Numbers that move. */
export function dimensionsOf({ units, free }: Space): number {
  return Object.keys(units).reduce((sum, id) => sum + free[id], 0);
}

export function distanceOf({ norm, units }: Space, perturbation: Perturbation): number {
  return Math.max(...Object.entries(units).map(([id, unit]) => sizeOf(norm, perturbation[id]) / unit));
}

/** The nearest perturbation whose sum with the sample is valid, and that leaves padding and what does not move alone. */
export function valid({ clean, free, units, bounded }: Space, perturbation: Perturbation): Perturbation {
  return mapValues(perturbation, (values, id) => {
    const movable = id in units ? free[id] : 0;
    return values.map((value, at) => {
      if (at >= movable) return 0;
      const own = clean[id][at];
      return bounded.has(id) ? Math.min(1, Math.max(0, own + value)) - own : value;
    });
  });
}

/**
 * The smallest perturbation found by at most so many questions, from one that is answered otherwise. It ends once
 * within the radius.
 *
 * @param firstEstimate questions of the first estimate of a direction
 */
export function* walked(
  space: Space,
  start: Perturbation,
  { queries, firstEstimate }: { readonly queries: number; readonly firstEstimate: number },
  random: Random,
): Asking<Found> {
  let left = queries;
  function* ask(perturbations: readonly Perturbation[]): Asking<readonly boolean[]> {
    left -= perturbations.length;
    return yield perturbations;
  }
  const { bisections, tolerance } = bisectionOf(space);

  /** Bin-Search: towards the sample as far as the answer stays changed. Where the budget ends is tried first. */
  function* approached(from: Perturbation): Asking<Found> {
    let found: Found = { perturbation: from, distance: distanceOf(space, from) };
    const fine = tolerance * found.distance;
    let low = 0;
    for (
      let next = inside;
      left > 0 && found.distance > 1 && found.distance - low > fine;
      next = (low + found.distance) / 2
    ) {
      const perturbation = shortened(space, from, next);
      const [changed] = yield* ask([perturbation]);
      if (changed) found = { perturbation, distance: next };
      else low = next;
    }
    return found;
  }

  /** Estimates the direction that leads away from the label's region, by Eq. 16: with the mean of the answers taken off. */
  function* direction({ perturbation, distance }: Found, count: number): Asking<Perturbation> {
    const length = probeShare * distance;
    const [sums, changedSums] = [zeros(perturbation), zeros(perturbation)];
    const most = Math.max(1, Math.floor(numbersAtOnce / dimensionsOf(space)));
    let changedCount = 0;
    for (let done = 0; done < count; done += most) {
      const probes = Array.from({ length: Math.min(most, count - done) }, () =>
        valid(space, added(perturbation, mapValues(drawn(space, random), scaledBy(space.units, length)))),
      );
      const changed = yield* ask(probes);
      probes.forEach((probe, index) => {
        if (changed[index]) changedCount += 1;
        for (const [id, unit] of Object.entries(space.units)) {
          probe[id].forEach((value, at) => {
            // What the valid range left of it.
            const moved = (value - perturbation[id][at]) / unit;
            sums[id][at] += moved;
            if (changed[index]) changedSums[id][at] += moved;
          });
        }
      });
    }
    // Σ (φ − mean φ) u with φ = ±1 is twice Σ_changed u − share · Σ u; where all answers agree, ± Σ u.
    const share = changedCount / count;
    return mapValues(sums, (sum, id) =>
      Float32Array.from(sum, (value, at) => {
        if (changedCount === 0) return -value;
        return share === 1 ? value : changedSums[id][at] - share * value;
      }),
    );
  }

  /** The longest of ever shorter steps that keeps the answer changed; null where none does. */
  function* stepped(from: Found, ascent: Perturbation, round: number): Asking<Perturbation | null> {
    let length = from.distance / Math.sqrt(round);
    for (let halving = 0; halving <= mostHalvings && left > 0; halving += 1) {
      const step = mapValues(steepest(space, ascent), scaledBy(space.units, length));
      const there = valid(space, added(from.perturbation, step));
      const [changed] = yield* ask([there]);
      if (changed) return there;
      length /= 2;
    }
    return null;
  }

  let current = yield* approached(start);
  let best = current;
  for (let round = 1; best.distance > 1; round += 1) {
    // An estimate is worth nothing without the questions that make use of it.
    const count = Math.min(Math.floor(firstEstimate * Math.sqrt(round)), left - bisections - 2);
    if (count < 1) break;
    const ascent = yield* direction(current, count);
    const there = yield* stepped(current, ascent, round);
    if (there !== null) current = yield* approached(there);
    if (current.distance < best.distance) best = current;
  }
  return best;
}

/** How finely a bisection ends (θ of the paper, as a share of the distance), and the questions it takes. */
function bisectionOf(space: Space): { readonly tolerance: number; readonly bisections: number } {
  const dimensions = Math.max(1, dimensionsOf(space));
  const share = probeShare / (space.norm === 'l2' ? Math.sqrt(dimensions) : dimensions);
  // Below it float32 pixels do not move.
  const tolerance = Math.max(share, 1e-6);
  return { tolerance, bisections: Math.ceil(Math.log2(1 / tolerance)) };
}

function shortened({ norm, units }: Space, perturbation: Perturbation, distance: number): Perturbation {
  return mapValues(perturbation, (values, id) => {
    if (!(id in units)) return values;
    const most = distance * units[id];
    switch (norm) {
      case 'linf':
        return values.map((value) => Math.min(most, Math.max(-most, value)));
      case 'l2': {
        const share = Math.min(1, most / Math.max(sizeOf(norm, values), 1e-30));
        return values.map((value) => value * share);
      }
      default:
        return norm satisfies never;
    }
  });
}

/** A random direction of length 1 over all that moves, in units: normal in l2, uniform in l∞. */
function drawn({ norm, clean, free, units }: Space, random: Random): Perturbation {
  const own = mapValues(clean, ({ length }, id) => {
    const movable = id in units ? free[id] : 0;
    return Float32Array.from({ length }, (_, at) =>
      at >= movable ? 0 : norm === 'l2' ? random.normal() : 2 * random.uniform() - 1,
    );
  });
  const length = Math.sqrt(Object.values(own).reduce((sum, values) => sum + sizeOf('l2', values) ** 2, 0));
  return mapValues(own, (values) => values.map((value) => value / Math.max(length, 1e-30)));
}

/** The direction in which a step of distance 1 climbs most. */
function steepest({ norm }: Space, ascent: Perturbation): Perturbation {
  return mapValues(ascent, (values) => {
    switch (norm) {
      case 'linf':
        return values.map(Math.sign);
      case 'l2': {
        const length = Math.max(sizeOf('l2', values), 1e-30);
        return values.map((value) => value / length);
      }
      default:
        return norm satisfies never;
    }
  });
}

function sizeOf(norm: Space['norm'], values: Float32Array): number {
  let [sum, largest] = [0, 0];
  for (const value of values) {
    sum += value * value;
    largest = Math.max(largest, Math.abs(value));
  }
  return norm === 'l2' ? Math.sqrt(sum) : largest;
}

function added(one: Perturbation, other: Perturbation): Perturbation {
  return mapValues(one, (values, id) => values.map((value, at) => value + other[id][at]));
}

function scaledBy(units: Space['units'], length: number): (values: Float32Array, id: string) => Float32Array {
  return (values, id) => values.map((value) => (id in units ? value * length * units[id] : 0));
}

function zeros(like: Perturbation): Readonly<Record<string, Float64Array>> {
  return mapValues(like, ({ length }) => new Float64Array(length));
}
