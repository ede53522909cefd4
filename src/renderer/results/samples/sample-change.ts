import { attackKey } from '../../../analysis/attack-setting';
import { degradationKey } from '../../../analysis/degradation-setting';
import type { StudyAnalysis } from '../../../analysis/study-analysis';
import { certificateKey } from '../../../analysis/certificate-setting';
import type { AttackCell, Cell, CertificateCell, DegradedCell } from '../../../shared/plan/plan';

/** What is done to the samples of one model: an attack at one budget, a degradation at one level, or draws that are voted on. */
export type ChangeCell = AttackCell | DegradedCell | CertificateCell;

/** What may be looked at, by a key that attacks, degradations and certificates do not share. */
export interface Change {
  readonly key: string;
  readonly title: string;
}

export function attackChanges({ attacks }: StudyAnalysis): readonly Change[] {
  return attacks.map(({ key, title }) => ({ key: `attack-${key}`, title }));
}

export function degradationChanges({ degradations }: StudyAnalysis): readonly Change[] {
  return degradations.map(({ key, title }) => ({ key: `degraded-${key}`, title }));
}

export function certificateChanges({ certificates }: StudyAnalysis): readonly Change[] {
  return certificates.map(({ key, title }) => ({ key: certificateChange(key), title }));
}

/** @param key of the certificate's setting */
export function certificateChange(key: string): string {
  return `certificate-${key}`;
}

/** The cell of a model in which that was done; undefined where it was not. */
export function cellOfChange(cells: readonly Cell[], model: string, key: string): ChangeCell | undefined {
  return cells.find(
    (cell): cell is ChangeCell =>
      (cell.kind === 'attack' || cell.kind === 'degraded' || cell.kind === 'certificate') &&
      cell.model === model &&
      keyOf(cell) === key,
  );
}

function keyOf(cell: ChangeCell): string {
  switch (cell.kind) {
    case 'attack':
      return `attack-${attackKey(cell)}`;
    case 'degraded':
      return `degraded-${degradationKey(cell)}`;
    case 'certificate':
      return certificateChange(certificateKey(cell));
    default:
      return cell satisfies never;
  }
}
