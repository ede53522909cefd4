/** What is wrong with the certificates of a plan, one by one and beside each other. */
import {
  certifiedModalities,
  isVoted,
  mayGrow,
  type CertificateChoice,
  type VoteChoice,
} from '../../shared/certificates/certificate';
import type { DatasetManifest } from '../../shared/data/dataset';
import type { LabError } from '../../shared/errors';
import { canonicalJson } from '../../shared/identity';
import { notSummed, subjectLimit } from '../../shared/planning/certificate-limits';
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
  const where = `plan.certificates[${index}]`;
  const { name } = certificate;
  const reason = certificateLimit(name, manifest.target);
  // A model that it says nothing of has no cell for it: that is no fault of the plan while another one has.
  const without = subjects.some((subject) => subjectLimit(certificate, subject) === null) ? [] : subjects;
  return [
    ...(isVoted(certificate)
      ? [
          ...modalityFaults(
            certifiedModalities(certificate),
            `${where}.${certificate.name === 'mmcert' ? 'kept' : 'modalities'}`,
            without,
            manifest,
          ),
          ...threatFaults(certificate, index, manifest),
          ...rayFaults(certificate, where),
        ]
      : reason === null
        ? unsummedFaults(where, without)
        : []),
    ...(reason === null ? [] : [planFault(`${where}.name`, `is "${name}", which ${reason}.`, 'Remove it.')]),
  ];
}

/** @param without all models, where CRMT says nothing of any */
function unsummedFaults(where: string, without: readonly Attacked[]): readonly LabError[] {
  const other = without.at(0);
  return other === undefined
    ? []
    : [
        planFault(
          `${where}.name`,
          `is "crmt", which ${notSummed}, and the subject "${other.name}" has "${other.recipe.fusion.name}".`,
          'Give that subject the fusion "crmt" (without "orthogonal" it is joint training with one linear head), or leave it or the certificate out.',
        ),
      ];
}

function rayFaults(certificate: VoteChoice, where: string): readonly LabError[] {
  const drawn = certifiedModalities(certificate);
  return certificate.rays.flatMap((ray, index) => {
    const other = Object.keys(ray).find((id) => !drawn.includes(id));
    return other === undefined
      ? []
      : [
          planFault(
            `${where}.rays[${index}]`,
            `names "${other}", which no elements are drawn of.`,
            `Give ratios of ${drawn.join(' and ')}.`,
          ),
        ];
  });
}

function threatFaults(certificate: VoteChoice, index: number, { modalities }: DatasetManifest): readonly LabError[] {
  if (certificate.name !== 'mmcert') return [];
  const { threat, modified } = certificate;
  const drawn = certifiedModalities(certificate);
  const other = modified.findIndex((id) => !drawn.includes(id));
  if (other >= 0) {
    return [
      planFault(
        `plan.certificates[${index}].modified[${other}]`,
        `names "${modified[other]}", which no elements are drawn of.`,
        `Name inputs of ${drawn.join(' and ')}.`,
      ),
    ];
  }
  const tamperedWith = drawn.filter((id) => !modified.includes(id));
  const reason = mayGrow(certificate) ? threatLimit(tamperedWith, modalities) : null;
  if (reason === null) return [];
  const able = growing(modalities);
  return [
    planFault(
      `plan.certificates[${index}].threat`,
      `is "${threat}", but ${reason}.`,
      able.length === 0
        ? 'Give "modify".'
        : `Give "modify", or name it in "modified", or draw from ${able.join(' and ')} alone: what is not drawn from is seen whole.`,
    ),
  ];
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
