import type { Random } from '../../random';
import type { Spans } from '../spans';

/** Steps a second: three clocks, so that steps of equal number are at different times. */
export const RATES = { light: 4, tone: 3, touch: 2 } as const;
type Signal = keyof typeof RATES;

/** Seconds that a sample lasts. */
const SHORTEST = 4;
const LONGEST = 5.5;
/** Seconds around the touch in which neither light nor tone changes. */
const QUIET = 0.35;
/** Stretches of light and of tone, of alternating sign, and how long each is at least. */
const STRETCHES = 4;
const LEAST_STRETCH = 0.85;
/** How far from zero light and tone are. */
const WEAKEST = 0.3;
export const STRONGEST = 1.5;
/** Deviation of what is measured at a step. */
const NOISE = 0.08;
/** Seconds: the deviation of the bump that a touch is. */
const BUMP = 0.25;
/** Seconds between moments that are tried for a touch. */
const GRID = 0.05;

export function stepsAt(signal: Signal, seconds: number): number {
  return Math.floor(seconds * RATES[signal]);
}

export function mostSteps(signal: Signal): number {
  return stepsAt(signal, LONGEST);
}

/** A level that is held, stretch after stretch. */
interface Held {
  /** When each stretch ends, in seconds; the last one with the sample. */
  readonly ends: readonly number[];
  readonly levels: readonly number[];
}

export interface Cued {
  readonly inputs: Readonly<Record<Signal, Float32Array>>;
  /** Levels of light and tone at the touch. */
  readonly levels: readonly [light: number, tone: number];
  readonly spans: Spans;
}

/**
 * Light and tone that change sign now and then, each at times of its own, and one touch. What is asked is where both stand at
 * the touch.
 *
 * Light and tone have both signs in every combination somewhere in every sample, and which of the combinations is touched is
 * given: so light and tone together, without the touch, say nothing of it. Signs are drawn last and alike, so that the moment of
 * the touch says nothing of them either; the touch and one of the two say where that one stands and nothing of the other.
 *
 * @param signs 1 or −1: where light and tone are to stand at the touch
 */
export function cuedSignals(signs: readonly [light: number, tone: number], random: Random): Cued {
  for (;;) {
    const seconds = SHORTEST + (LONGEST - SHORTEST) * random.uniform();
    const light = held(seconds, random);
    const tone = held(seconds, random);
    const moments = quietMoments(seconds, light, tone);
    const of = (one: number, other: number): readonly number[] =>
      moments.filter((at) => Math.sign(levelAt(light, at)) === one && Math.sign(levelAt(tone, at)) === other);
    const every = [1, -1].flatMap((one) => [1, -1].map((other) => of(one, other)));
    if (every.some(({ length }) => length === 0)) continue;
    const fitting = of(...signs);
    const touched = fitting[random.below(fitting.length)];
    return measured(seconds, light, tone, touched, random);
  }
}

function held(seconds: number, random: Random): Held {
  const spare = seconds - STRETCHES * LEAST_STRETCH;
  const cuts = Array.from({ length: STRETCHES - 1 }, () => random.uniform()).sort((a, b) => a - b);
  const first = random.uniform() < 0.5 ? 1 : -1;
  return {
    ends: [...cuts.map((cut, at) => cut * spare + (at + 1) * LEAST_STRETCH), seconds],
    levels: Array.from(
      { length: STRETCHES },
      (_, at) => first * (at % 2 === 0 ? 1 : -1) * (WEAKEST + (STRONGEST - WEAKEST) * random.uniform()),
    ),
  };
}

function levelAt({ ends, levels }: Held, at: number): number {
  const stretch = ends.findIndex((end) => at < end);
  return levels[stretch === -1 ? levels.length - 1 : stretch];
}

/** Moments around which neither changes, on a grid. */
function quietMoments(seconds: number, ...signals: readonly Held[]): readonly number[] {
  const changes = signals.flatMap(({ ends }) => ends.slice(0, -1));
  return Array.from({ length: Math.floor(seconds / GRID) }, (_, at) => at * GRID).filter(
    (at) => at >= QUIET && at <= seconds - QUIET && changes.every((change) => Math.abs(change - at) > QUIET),
  );
}

function measured(seconds: number, light: Held, tone: Held, touched: number, random: Random): Cued {
  const noisy = (value: number): number => value + NOISE * random.normal();
  const series = (signal: Signal, at: (time: number) => readonly number[]): Float32Array =>
    Float32Array.from(
      Array.from({ length: stepsAt(signal, seconds) }, (_, step) => at(step / RATES[signal]).map(noisy)).flat(),
    );
  const span = (signal: Signal): readonly [start: number, length: number] => {
    const first = Math.ceil((touched - QUIET) * RATES[signal]);
    const last = Math.min(Math.floor((touched + QUIET) * RATES[signal]), stepsAt(signal, seconds) - 1);
    return [first, last - first + 1];
  };
  return {
    inputs: {
      light: series('light', (time) => {
        const level = levelAt(light, time);
        return [Math.max(0, level), Math.max(0, -level)];
      }),
      tone: series('tone', (time) => [levelAt(tone, time), random.uniform()]),
      touch: series('touch', (time) => [Math.exp(-0.5 * ((time - touched) / BUMP) ** 2)]),
    },
    levels: [levelAt(light, touched), levelAt(tone, touched)],
    spans: { light: span('light'), tone: span('tone'), touch: span('touch') },
  };
}
