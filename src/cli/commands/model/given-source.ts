import path from 'node:path';
import type { GivenSource } from '../../../shared/imported/imported-model';

/** A model as a person names it: the address of a program, or a path. */
export function sourceOf(given: string, workingDirectory: string): GivenSource {
  if (/^[a-z][a-z0-9+.-]*:\/\//iu.test(given)) return { kind: 'http', address: given };
  return { kind: 'path', path: path.resolve(workingDirectory, given) };
}
