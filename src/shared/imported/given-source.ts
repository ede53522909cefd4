import { titleFrom } from '../text/naming';
import type { GivenSource } from './imported-model';
import { stemOf } from './model-files';

/** A title to start from: the file's name without its ending; of `model.json` its folder's; of a program its address. */
export function titleOfSource(source: GivenSource): string {
  const given = source.kind === 'http' ? source.address : source.path;
  const parts = given.split(/[\\/]/u).filter((part) => part !== '');
  const name = parts.at(-1)?.toLowerCase() === 'model.json' ? parts.at(-2) : parts.at(-1);
  return titleFrom(stemOf(name ?? '')) || 'Imported model';
}
