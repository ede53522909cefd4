import { LabError, problemsIn } from './errors';
import { problemLine, type Problem } from './problem';

/** One error of everything that is wrong: a line each in its message, the first one's field as `where`. */
export function invalidBecause(problems: readonly [Problem, ...Problem[]]): LabError {
  const [first, ...rest] = problems;
  return new LabError('invalid', [first.text, ...rest.map(problemLine)].join('\n'), { where: first.where, problems });
}

/**
 * What a check finds, for others to go on after it: whoever mends a plan wants to know all of its faults at once.
 *
 * @throws what is not about the value that is checked
 */
export function faultsOf(check: () => void): readonly LabError[] {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof LabError && error.code === 'invalid') return [error];
    throw error;
  }
}

/** @throws LabError `invalid` with all faults, where there are any; a single one as it is */
export function refuse(faults: readonly LabError[]): void {
  if (faults.length === 1) throw faults[0];
  const [first, ...rest] = faults.flatMap((fault) => problemsIn(fault, ''));
  if (faults.length > 0) throw invalidBecause([first, ...rest]);
}
