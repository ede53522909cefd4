import type { LabErrorCode } from '../shared/errors';

/** What the process tells its caller when it ends. Scripts rely on these numbers: never reuse one. */
export const ExitCode = {
  ok: 0,
  internal: 1,
  invalid: 2,
  notFound: 3,
  locked: 4,
  damaged: 5,
  diskFull: 6,
  requirementNotMet: 7,
  deviceFailed: 8,
  incomplete: 9,
  cancelled: 130,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

const meanings: Readonly<Record<ExitCode, string>> = {
  0: 'done',
  1: 'internal error: a fault of the program',
  2: 'wrong usage, invalid input, or something this lab cannot do',
  3: 'not found: no data set, model, run, sample or file of that name',
  4: 'locked: another process works on this lab folder',
  5: 'damaged data: a file is not what was once written',
  6: 'the disk is full',
  7: 'the work is done, but a requirement of the plan is not met',
  8: 'a device failed or ran out of memory; what could be computed is kept',
  9: 'nothing differs, but not everything could be checked',
  130: 'cancelled (Ctrl+C)',
};

/** The exit code that stands for an error of this kind. */
export function exitCodeOf(code: LabErrorCode): ExitCode {
  switch (code) {
    case 'invalid':
    case 'conflict':
    case 'unsupported':
      return ExitCode.invalid;
    case 'not-found':
      return ExitCode.notFound;
    case 'locked':
      return ExitCode.locked;
    case 'damaged':
      return ExitCode.damaged;
    case 'disk-full':
      return ExitCode.diskFull;
    case 'out-of-memory':
    case 'device-lost':
      return ExitCode.deviceFailed;
    case 'cancelled':
      return ExitCode.cancelled;
    case 'internal':
      return ExitCode.internal;
    default:
      return code satisfies never;
  }
}

/** The table of exit codes for `--help`. */
export function exitCodeHelp(): string {
  const lines = Object.entries(meanings).map(([code, meaning]) => `  ${code.padStart(3)}  ${meaning}`);
  return ['Exit codes:', ...lines].join('\n');
}
