import type { AttackCell, CleanCell, ModelCell } from '../../shared/plan';
import type { AttackChoice } from '../../shared/attack';

/** What a cell works on, for people: `concat · PGD l∞`. */
export function cellLabel(cell: CleanCell | AttackCell, models: ReadonlyMap<string, ModelCell>): string {
  const title = models.get(cell.model)?.title ?? cell.model;
  return cell.kind === 'clean' ? title : `${title} · ${attackLabel(cell.attack)}`;
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
