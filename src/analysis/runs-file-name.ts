import { shortId } from '../shared/identity';
import { slug } from '../shared/text/naming';

/** How files about runs begin: `caption-match-0199a2b3-1c`. @param runs one at least */
export function runsFileName(runs: readonly { readonly id: string; readonly name: string }[]): string {
  const [{ id, name }] = runs;
  const title = slug(name);
  const more = runs.length === 1 ? '' : `-and-${String(runs.length - 1)}-more`;
  return `${title === '' ? 'run' : title}-${shortId(id)}${more}`;
}
