import { attackIdentity } from '../../shared/attacks/attack-identity';
import { hashOf } from '../../shared/identity';
import { Degradation, stepsOf } from '../../shared/degradations/degradation';
import { CertificateChoice, isVoted } from '../../shared/certificates/certificate';
import type { AttackCell, Cell, CertificateCell, CleanCell, DegradedCell, ModelCell } from '../../shared/plan/plan';
import { withoutDefaults } from '../../shared/json/without-defaults';

const LENGTH = 16;

type Content =
  | Omit<ModelCell, 'id'>
  | Omit<CleanCell, 'id'>
  | Omit<DegradedCell, 'id'>
  | Omit<AttackCell, 'id'>
  | Omit<CertificateCell, 'id'>;

/** A cell with the id that follows from what its results depend on, wherever in a plan it stands. */
export function identified<Some extends Cell>(content: Omit<Some, 'id'> & Content, datasetHash: string): Some {
  const id = hashOf({ ...identityOf(content), datasetHash }).slice(0, LENGTH);
  return { ...content, id } as unknown as Some;
}

function identityOf(cell: Content): object {
  switch (cell.kind) {
    case 'model': {
      // The model's own hash stands for its specification.
      const { kind, model, title, role, subject, modality } = cell;
      return { kind, model, title, role, subject, modality };
    }
    case 'clean':
      return { kind: cell.kind, model: cell.model };
    case 'degraded': {
      const { kind, model, degradation, levelIndex, version, seed } = cell;
      return { kind, model, ...degradationIdentity(degradation, levelIndex), version, seed };
    }
    case 'attack': {
      const { kind, model, attack, budgetIndex, version, seed, source } = cell;
      // The source's own hash stands for its name.
      const named = attack.name === 'transfer' ? { ...attack, source: '' } : attack;
      const from = source === undefined ? {} : { source };
      return { kind, model, ...attackIdentity(named, budgetIndex), version, seed, ...from };
    }
    case 'certificate': {
      const { kind, model, certificate, version, seed } = cell;
      return { kind, model, ...certificateIdentity(certificate), version, seed };
    }
    default:
      return cell satisfies never;
  }
}

/** What is drawn, and the level that the votes are read at; not along which ratios, which changes no vote. */
export function certificateIdentity(choice: CertificateChoice): { readonly certificate: object } {
  return {
    certificate: withoutDefaults(CertificateChoice, isVoted(choice) ? { ...choice, rays: [] } : choice) as object,
  };
}

/** What a degradation does at one of its steps, whichever others it is also run at. */
export function degradationIdentity(
  choice: Degradation,
  levelIndex: number,
): { readonly degradation: object; readonly level: number } {
  const { level, kind } = stepsOf(choice)[levelIndex];
  const listed = { ...choice, levels: undefined, kinds: undefined, severities: undefined };
  const bare = withoutDefaults(Degradation, listed) as object;
  return { degradation: kind === null ? bare : { ...bare, kind }, level };
}
