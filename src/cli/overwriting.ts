import { existsSync } from 'node:fs';
import { LabError } from '../shared/errors';

/** Results are written for people to keep: nothing that is there is lost by a name given twice. */
export function refuseOverwriting(files: readonly string[]): void {
  const there = files.find((file) => existsSync(file));
  if (there === undefined) return;
  throw new LabError('invalid', 'is there already.', {
    where: there,
    remedy: 'Give another name, or --force to write over it.',
  });
}
