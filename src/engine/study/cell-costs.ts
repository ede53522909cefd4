import type { EvaluatedCell } from '../../shared/plan/plan';

/** Seconds of one worker. */
export interface Cost {
  readonly seconds: number;
  readonly samples: number;
}

/**
 * Learns what a sample costs in each cell and tells how long the rest takes. Cells differ by orders of magnitude, so a
 * common rate would promise whatever the cell at work costs.
 */
export class CellCosts {
  readonly #cells: readonly EvaluatedCell[];
  readonly #left: Map<string, number>;
  readonly #spent = new Map<string, Cost>();
  readonly #workers: number;

  /** @param left samples still to be computed, by cell */
  constructor(cells: readonly EvaluatedCell[], left: ReadonlyMap<string, number>, workers: number) {
    this.#cells = cells;
    this.#left = new Map(left);
    this.#workers = workers;
  }

  /** A batch of `samples` took one worker so many seconds. */
  record({ id }: EvaluatedCell, samples: number, seconds: number): void {
    this.#spent.set(id, sum([this.#spent.get(id), { seconds, samples }]));
    this.#left.set(id, (this.#left.get(id) ?? 0) - samples);
  }

  /** What was recorded, by cell. */
  spent(): Readonly<Record<string, Cost>> {
    return Object.fromEntries(this.#spent);
  }

  /** Seconds left; null while something of unknown cost is left. */
  remaining(): number | null {
    let seconds = 0;
    for (const cell of this.#cells) {
      const left = this.#left.get(cell.id) ?? 0;
      if (left <= 0) continue;
      const cost = this.#costOf(cell);
      if (cost === null) return null;
      seconds += left * cost;
    }
    return seconds / this.#workers;
  }

  /** Seconds per sample: of this cell, or of the same attack on other models until it has run itself. */
  #costOf(cell: EvaluatedCell): number | null {
    const alike = this.#cells.filter((other) => workOf(other) === workOf(cell)).map(({ id }) => this.#spent.get(id));
    const { seconds, samples } = this.#spent.get(cell.id) ?? sum(alike);
    return samples === 0 ? null : seconds / samples;
  }
}

/** Equal for cells that do the same to different models. */
function workOf(cell: EvaluatedCell): string {
  switch (cell.kind) {
    case 'clean':
      return 'clean';
    case 'degraded':
      return `degraded ${cell.degradation.name}`;
    case 'attack':
      return `${cell.attackIndex}/${cell.budgetIndex}`;
    case 'certificate':
      return `certificate ${cell.certificateIndex}`;
    default:
      return cell satisfies never;
  }
}

function sum(costs: readonly (Cost | undefined)[]): Cost {
  return {
    seconds: costs.reduce((total, cost) => total + (cost?.seconds ?? 0), 0),
    samples: costs.reduce((total, cost) => total + (cost?.samples ?? 0), 0),
  };
}
