import type { AttackCell, CleanCell, ModelCell } from '../../shared/plan';
import type { AttackChoice } from '../../shared/attack';

/** What a cell works on, for people: `concat · PGD l∞`. */
export function cellLabel(cell: CleanCell | AttackCell, models: ReadonlyMap<string, ModelCell>): string {
  const title = models.get(cell.model)?.title ?? cell.model;
  return cell.kind === 'clean' ? title : `${title} · ${attackLabel(cell.attack)}`;
}

/** What the cells of one stage work on: `decoupling, PGD l∞`. Stays the same while the stage lasts. */
export function stageLabel(cells: readonly (CleanCell | AttackCell)[]): string {
  const attacks = cells.flatMap((cell) => (cell.kind === 'attack' ? [attackLabel(cell.attack)] : []));
  return attacks.length === 0 ? `${cells.length} models` : [...new Set(attacks)].join(', ');
}

function attackLabel(attack: AttackChoice): string {
  switch (attack.name) {
    case 'decoupling':
      return 'decoupling';
    case 'fgsm':
      return `FGSM ${normLabel(attack.norm)}`;
    case 'pgd':
      return `PGD ${normLabel(attack.norm)}`;
    default:
      return attack satisfies never;
  }
}

function normLabel(norm: 'linf' | 'l2'): string {
  return norm === 'linf' ? 'l∞' : 'l2';
}
