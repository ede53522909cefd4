/** What is wrong with the certificates of a plan, one by one and beside each other. */
import { certifiedModalities, threatOf, type CertificateChoice } from '../../shared/certificate';
import type { DatasetManifest } from '../../shared/dataset';
import type { LabError } from '../../shared/errors';
import { canonicalJson } from '../../shared/identity';
import { certificateLimit } from '../../shared/planning/target-limits';
import { growing, threatLimit } from '../../shared/planning/threat-limit';
import { certificateIdentity } from './cell-id';
import { modalityFaults, type Attacked } from './modality-faults';
import { planFault } from './plan-fault';
import type { PlanParts } from './plan-parts';
import { sameFaults } from './same-faults';

export function certificateFaults(
  certificate: CertificateChoice,
  index: number,
  subjects: readonly Attacked[],
  manifest: DatasetManifest,
): readonly LabError[] {
  const reason = certificateLimit(manifest.target);
  return [
    ...modalityFaults(certifiedModalities(certificate), certificatePlace(certificate, index), subjects, manifest),
    ...threatFaults(certificate, index, manifest),
    ...(reason === null
      ? []
      : [planFault(`plan.certificates[${index}].name`, `is "${certificate.name}", which ${reason}.`, 'Remove it.')]),
  ];
}

function threatFaults(
  certificate: CertificateChoice,
  index: number,
  { modalities }: DatasetManifest,
): readonly LabError[] {
  const threat = threatOf(certificate);
  const reason = threat === 'modify' ? null : threatLimit(certifiedModalities(certificate), modalities);
  if (reason === null) return [];
  const able = growing(modalities);
  return [
    planFault(
      `plan.certificates[${index}].threat`,
      `is "${threat}", but ${reason}.`,
      able.length === 0
        ? 'Give "modify".'
        : `Give "modify", or draw from ${able.join(' and ')} alone: what is not drawn from is seen whole.`,
    ),
  ];
}

function certificatePlace({ name }: CertificateChoice, index: number): string {
  return `plan.certificates[${index}].${name === 'mmcert' ? 'kept' : 'modalities'}`;
}

/** Two equal certificates would make one cell. */
export function certificateTwins(certificates: PlanParts['certificates']): readonly LabError[] {
  return sameFaults(
    certificates.flatMap((certificate, index) =>
      certificate === null
        ? []
        : [
            {
              where: `plan.certificates[${index}]`,
              key: canonicalJson(certificateIdentity(certificate)),
              problem: (twin: string) => `is "${certificate.name}", the same as ${twin}.`,
              remedy: 'Remove one of the two, or change what is drawn.',
            },
          ],
    ),
  );
}
