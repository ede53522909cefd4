import { factsOf } from '../../shared/attack';
import type { AttackCell, CleanCell, ModelCell } from '../../shared/plan';

/** What a cell works on, for people: `concat · PGD-20 l∞`. */
export function cellLabel(cell: CleanCell | AttackCell, models: ReadonlyMap<string, ModelCell>): string {
  const title = models.get(cell.model)?.title ?? cell.model;
  return cell.kind === 'clean' ? title : `${title} · ${factsOf(cell.attack).shortTitle(cell.attack)}`;
}

/** What the cells of one stage work on: `Decoupling, PGD-20 l∞`. Stays the same while the stage lasts. */
export function stageLabel(cells: readonly (CleanCell | AttackCell)[]): string {
  const attacks = cells.flatMap((cell) =>
    cell.kind === 'attack' ? [factsOf(cell.attack).shortTitle(cell.attack)] : [],
  );
  return attacks.length === 0 ? `${cells.length} models` : [...new Set(attacks)].join(', ');
}
