import type { Random } from '../../../src/engine/random';

/** Draws told beforehand, each kind in its own order; asked for more, it fails unless there is one for all that remain. */
export function scripted(draws: {
  readonly uniform?: readonly number[];
  /** All uniform draws after those told. */
  readonly thenUniform?: number;
  readonly below?: readonly number[];
  readonly normal?: readonly number[];
}): Random {
  const place = { uniform: 0, below: 0, normal: 0 };
  const next = (kind: keyof typeof place, otherwise?: number): number => {
    const drawn = draws[kind]?.at(place[kind]) ?? otherwise;
    if (drawn === undefined) throw new Error(`No ${kind} draw was told for place ${String(place[kind])}.`);
    place[kind] += 1;
    return drawn;
  };
  return {
    uniform: () => next('uniform', draws.thenUniform),
    normal: () => next('normal'),
    below: (bound) => {
      const drawn = next('below');
      if (drawn >= bound) throw new Error(`${String(drawn)} is not below ${String(bound)}.`);
      return drawn;
    },
  };
}
