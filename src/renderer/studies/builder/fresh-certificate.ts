import type { CertificateName } from '../../../shared/certificates/certificate';
import type { DatasetManifest } from '../../../shared/data/dataset';
import { usualDraws, usualKept } from '../../../shared/planning/usual-certificates';
import type { CertificateDraft } from '../../plans/plan-draft';

/** A new card: of every input so few elements that something can be proved. */
export function freshCertificate(
  name: CertificateName,
  manifest: Pick<DatasetManifest, 'modalities' | 'pixelClasses'>,
): CertificateDraft {
  const kept = usualKept(manifest.modalities);
  const draws = usualDraws(manifest);
  switch (name) {
    case 'mmcert':
      return { name, kept, draws };
    case 'randomized-ablation':
      return {
        name,
        modalities: Object.keys(manifest.modalities),
        kept: Object.values(kept).reduce((sum, count) => sum + count, 0),
        draws,
      };
    case 'crmt':
      return { name };
    default:
      return name satisfies never;
  }
}
