import { factsOf } from '../../shared/attack';
import { degradationTitle, levelsOf } from '../../shared/degradation';
import type { EvaluatedCell, ModelCell } from '../../shared/plan';

/** What a cell works on, for people: `concat · PGD-20 l∞`. */
export function cellLabel(cell: EvaluatedCell, models: ReadonlyMap<string, ModelCell>): string {
  const title = models.get(cell.model)?.title ?? cell.model;
  const work = workLabel(cell);
  return work === null ? title : `${title} · ${work}`;
}

/** What the cells of one stage work on: `Decoupling, PGD-20 l∞`. Stays the same while the stage lasts. */
export function stageLabel(cells: readonly EvaluatedCell[]): string {
  const work = cells.flatMap((cell) => workLabel(cell) ?? []);
  return work.length === 0 ? `${cells.length} models` : [...new Set(work)].join(', ');
}

/** Null where the model only answers. */
function workLabel(cell: EvaluatedCell): string | null {
  switch (cell.kind) {
    case 'clean':
      return null;
    case 'degraded':
      return degradationTitle(cell.degradation, levelsOf(cell.degradation)[cell.levelIndex]);
    case 'attack':
      return factsOf(cell.attack).shortTitle(cell.attack);
    default:
      return cell satisfies never;
  }
}
