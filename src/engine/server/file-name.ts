import { LabError } from '../../shared/errors';

/** A name only: the lab keeps weights by their hash, wherever they lay before. @throws LabError `invalid` for anything else */
export function refuseFolders(file: string): void {
  if (!/[/\\\0]/u.test(file) && file !== '.' && file !== '..') return;
  throw new LabError('invalid', 'is no name of a file.', {
    where: 'file',
    remedy: 'Give its name without folders.',
  });
}
