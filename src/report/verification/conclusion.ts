import type { Verification } from './verify';

/** `incomplete`: nothing differs, but whether the report itself was changed cannot be told. */
export type Outcome = 'agrees' | 'differs' | 'incomplete';

export function outcomeOf({ compared, missingChecksum }: Verification): Outcome {
  if (compared.some(({ difference }) => difference !== null)) return 'differs';
  return missingChecksum === null ? 'agrees' : 'incomplete';
}

/** Says what was checked and no more: hashes do not tell who wrote the file, nor whether its text follows from them. */
export function conclusionOf(verification: Verification): readonly string[] {
  const { unchecked } = verification;
  return [
    ...found(verification),
    ...(unchecked.length === 0
      ? []
      : ['The report is of an older version: it carries no hashes of what was not checked, which may have changed.']),
  ];
}

function found(verification: Verification): readonly string[] {
  const { compared, missingChecksum } = verification;
  switch (outcomeOf(verification)) {
    case 'differs': {
      const differing = compared.filter(({ difference }) => difference !== null).length;
      return [
        `${String(differing)} of ${String(compared.length)} comparisons differ.`,
        ...(missingChecksum === null ? [] : ['Whether the report itself was changed could not be checked.']),
      ];
    }
    case 'incomplete':
      return [
        'INCOMPLETE: the lab folder fits every hash that the file carries, but whether the file itself was changed could not be checked.',
        `Put ${missingChecksum ?? ''} beside it, as it was written with the report, and verify again.`,
      ];
    case 'agrees':
      return [
        'The file fits the SHA-256 beside it, and the lab folder fits every hash that the file carries.',
        'A file that was changed together with its SHA-256 looks the same; the text itself was not checked.',
      ];
  }
}
