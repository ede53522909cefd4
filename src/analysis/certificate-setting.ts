import { certificateTitle, isVoted, type CertificateChoice, type VoteChoice } from '../shared/certificates/certificate';
import type { Cell, CertificateCell } from '../shared/plan/plan';

/** One certificate of a plan: what cells of different models have in common. */
export interface CertificateSetting<Choice extends CertificateChoice = CertificateChoice> {
  /** Index into the plan's certificates. */
  readonly key: string;
  /** `MMCert, image 60 + text 4`. */
  readonly title: string;
  readonly choice: Choice;
  /** Of its implementation. */
  readonly version: number;
}

/** The settings that the certificate cells among `cells` stand for, in the order of the plan. */
export function certificateSettings(cells: readonly Cell[]): readonly CertificateSetting[] {
  const settings = new Map<string, CertificateSetting>();
  for (const cell of cells) if (cell.kind === 'certificate') settings.set(certificateKey(cell), settingOf(cell));
  return [...settings.values()].sort((a, b) => Number(a.key) - Number(b.key));
}

/** Of those, what follows from the votes of an ensemble. */
export function votedSettings(settings: readonly CertificateSetting[]): readonly CertificateSetting<VoteChoice>[] {
  return settings.flatMap((setting) => (isVoted(setting.choice) ? [{ ...setting, choice: setting.choice }] : []));
}

export function certificateKey({ certificateIndex }: CertificateCell): string {
  return String(certificateIndex);
}

function settingOf(cell: CertificateCell): CertificateSetting {
  const { certificate: choice, version } = cell;
  return { key: certificateKey(cell), title: certificateTitle(choice), choice, version };
}
