import { LabError } from '../../../../shared/errors';

export const MASKS = 'masks';
export const CLASSES = 'classes.txt';
export const LARGEST_FILE = 64 * 2 ** 20;

export function withoutEnding(file: string): string {
  return file.replace(/\.(png|jpe?g)$/iu, '');
}

/** Of a folder that is no such data set. */
export function invalidFolder(where: string, message: string): LabError {
  return new LabError('invalid', message, {
    where,
    remedy: `Give a folder with a folder for each sensor, ${MASKS} with PNG files of the same names, and ${CLASSES}.`,
  });
}
