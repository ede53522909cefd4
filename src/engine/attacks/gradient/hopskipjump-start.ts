/** Where HopSkipJump comes from: inputs that are answered otherwise, however far away. */
import type { HopSkipJumpChoice } from '../../../shared/attacks/attack';
import { mapValues } from '../../../shared/map-values';
import type { StartPoint } from '../../../shared/records/record';
import { dispose, tidy } from '../../tensors';
import { randomFrom } from '../../random';
import type { PerturbationProblem } from '../attack';
import { valid, type Space } from './hopskipjump-search';
import type { Perturbation } from './on-host';

/** Asks of samples, by their rows, whether perturbations of them are answered otherwise than by the label. */
export type Poll = (
  asked: readonly { readonly row: number; readonly perturbation: Perturbation }[],
) => Promise<readonly boolean[]>;

export interface Start {
  readonly from: StartPoint;
  readonly perturbation: Perturbation;
  /** Questions that it took. */
  readonly asked: number;
}

/** Noise first, then samples of other classes, as the choice allows; within its queries. */
export async function startsFor(
  problem: PerturbationProblem,
  spaces: readonly Space[],
  { start, startTries, queries }: HopSkipJumpChoice,
  poll: Poll,
): Promise<readonly Start[]> {
  const starts: Start[] = spaces.map(({ clean }) => ({
    from: 'none',
    perturbation: mapValues(clean, ({ length }) => new Float32Array(length)),
    asked: 0,
  }));
  const sources: readonly Exclude<StartPoint, 'none'>[] = start === 'either' ? ['noise', 'other-class'] : [start];
  for (const from of sources) {
    for (let draw = 0; draw < startTries; draw += 1) {
      const tried: { readonly row: number; readonly perturbation: Perturbation }[] = [];
      for (const [row, { from: known, asked }] of starts.entries()) {
        if (known !== 'none' || asked >= queries) continue;
        const perturbation =
          from === 'noise'
            ? noiseFor(problem, spaces[row], row, draw)
            : await otherFor(problem, spaces[row], row, draw);
        if (perturbation !== null) tried.push({ row, perturbation });
      }
      if (tried.length === 0) break;
      const changed = await poll(tried);
      tried.forEach(({ row, perturbation }, index) => {
        const asked = starts[row].asked + 1;
        starts[row] = changed[index] ? { from, perturbation, asked } : { ...starts[row], asked };
      });
    }
  }
  return starts;
}

/** What turns a sample into noise: uniform in the valid range, or as far as the sample's own values go. */
function noiseFor({ samples, seed }: PerturbationProblem, space: Space, row: number, draw: number): Perturbation {
  const random = randomFrom(seed, samples[row].id, 'hopskipjump', 'noise', draw);
  const noise = mapValues(space.clean, (values, id) => {
    const furthest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    return values.map((value) =>
      space.bounded.has(id) ? random.uniform() - value : furthest * (2 * random.uniform() - 1) - value,
    );
  });
  return valid(space, noise);
}

/** What turns a sample into one of another class. */
async function otherFor(
  problem: PerturbationProblem,
  space: Space,
  row: number,
  draw: number,
): Promise<Perturbation | null> {
  const other = problem.ofAnotherClass(row, draw);
  if (other === null) return null;
  const difference: Record<string, Float32Array> = {};
  for (const [id, clean] of Object.entries(space.clean)) {
    const embedded = tidy(() => problem.model.embed(id, [other.inputs[id]]));
    try {
      const values = await embedded.values.data();
      difference[id] = clean.map((value, at) => (at < values.length ? values[at] : 0) - value);
    } finally {
      dispose(embedded);
    }
  }
  return valid(space, difference);
}
