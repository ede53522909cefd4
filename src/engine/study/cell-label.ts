import { factsOf } from '../../shared/attacks/attack';
import { certificateTitle } from '../../shared/certificates/certificate';
import { degradationTitle, stepsOf } from '../../shared/degradations/degradation';
import type { EvaluatedCell, ModelCell } from '../../shared/plan/plan';

/** What a cell works on, for people: `concat · PGD-20 l∞`. */
export function cellLabel(cell: EvaluatedCell, models: ReadonlyMap<string, ModelCell>): string {
  const title = models.get(cell.model)?.title ?? cell.model;
  switch (cell.kind) {
    case 'clean':
      return title;
    case 'degraded':
      return `${title} · ${degradationTitle(cell.degradation, stepsOf(cell.degradation)[cell.levelIndex])}`;
    case 'attack':
      return `${title} · ${factsOf(cell.attack).shortTitle(cell.attack)}`;
    case 'certificate':
      return `${title} · ${certificateTitle(cell.certificate)}`;
    default:
      return cell satisfies never;
  }
}

/** What the cells of one stage work on: `Decoupling, PGD-20 l∞`. Stays the same while the stage lasts. */
export function stageLabel(cells: readonly EvaluatedCell[]): string {
  const work = cells.flatMap((cell): readonly string[] => {
    switch (cell.kind) {
      case 'clean':
        return [];
      case 'degraded':
        return [degradationTitle(cell.degradation)];
      case 'attack':
        return [factsOf(cell.attack).shortTitle(cell.attack)];
      case 'certificate':
        return [certificateTitle(cell.certificate)];
      default:
        return cell satisfies never;
    }
  });
  return work.length === 0 ? `${cells.length} models` : [...new Set(work)].join(', ');
}
