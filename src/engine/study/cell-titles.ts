import { factsOf, latentModalities } from '../../shared/attacks/attack';
import { certificateTitle } from '../../shared/certificates/certificate';
import { degradationTitle, stepsOf } from '../../shared/degradations/degradation';
import type { ModalitySpecs } from '../../shared/data/modality';
import { withSeed } from '../../shared/text/naming';
import type { EvaluatedCell, ModelCell } from '../../shared/plan/plan';

/** A model with its training seed: `concat · seed 0`. */
export function trainingTitle({ title, spec }: ModelCell): string {
  return withSeed(title, spec.seed);
}

/** A cell as no other of its run is called: `concat · seed 0 · PGD-20 l∞ · image 0.03`. */
export function cellTitle(cell: EvaluatedCell, model: ModelCell, specs: ModalitySpecs): string {
  const title = trainingTitle(model);
  switch (cell.kind) {
    case 'clean':
      return `${title} · without an attack`;
    case 'degraded':
      return `${title} · ${degradationTitle(cell.degradation, stepsOf(cell.degradation)[cell.levelIndex])}`;
    case 'attack': {
      const { attack, budgetIndex } = cell;
      return `${title} · ${factsOf(attack).title(attack, budgetIndex, latentModalities(attack, budgetIndex, specs))}`;
    }
    case 'certificate':
      return `${title} · ${certificateTitle(cell.certificate)}`;
    default:
      return cell satisfies never;
  }
}
