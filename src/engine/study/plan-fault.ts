import { LabError } from '../../shared/errors';
import type { ProblemFault } from '../../shared/problem';

/** What is wrong with a place of a plan, and what to do about it. */
export function planFault(where: string, message: string, remedy: string, fault?: ProblemFault): LabError {
  return new LabError('invalid', message, { where, remedy, ...(fault === undefined ? {} : { fault }) });
}
