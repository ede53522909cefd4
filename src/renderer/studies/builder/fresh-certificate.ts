import type { CertificateName } from '../../../shared/certificate';
import type { DatasetManifest } from '../../../shared/dataset';
import { planeOf, type ModalitySpec } from '../../../shared/modality';
import { mapValues } from '../../../shared/map-values';
import type { CertificateDraft } from '../../plans/plan-draft';

/** A new card: a tenth of every plane, half of the longest text. */
export function freshCertificate(
  name: CertificateName,
  { modalities }: Pick<DatasetManifest, 'modalities'>,
): CertificateDraft {
  const kept = mapValues(modalities, usualCount);
  switch (name) {
    case 'mmcert':
      return { name, kept };
    case 'randomized-ablation':
      return {
        name,
        modalities: Object.keys(modalities),
        kept: Object.values(kept).reduce((sum, count) => sum + count, 0),
      };
    case 'crmt':
      return { name };
    default:
      return name satisfies never;
  }
}

function usualCount(spec: ModalitySpec): number {
  if (spec.kind === 'text') return Math.max(1, Math.round(spec.maxWords / 2));
  const { height, width } = planeOf(spec);
  return Math.max(1, Math.round((height * width) / 10));
}
