import { LabError } from '../../shared/errors';

/** Rows that cannot be written as a data set of this name. */
export function invalidRows(dataset: string, problem: string): LabError {
  return new LabError('invalid', problem, { where: dataset, remedy: 'Correct the rows before writing them.' });
}
