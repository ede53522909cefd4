import { LabError } from '../../../../shared/errors';

/** Of arrays that are no data set of sequences. */
export function invalidArrays(problem: string): LabError {
  return new LabError('invalid', problem, {
    where: 'folder',
    remedy:
      'Put NAME.npy for each input and labels.npy into folders train, valid and test, or into files train.npz and so on; `muroan data import --help` tells the rest.',
  });
}
