import { LabError } from '../errors';
import { shortId } from '../identity';

/** Ids that are listed where several fit. */
const mostListed = 8;

/** Is `given` the beginning of an id? However short: what fits one thing only stands for it. */
export function beginsId(id: string, given: string): boolean {
  return given !== '' && id.startsWith(given);
}

/**
 * The one thing that a person means by an id, the beginning of an id, or a title or name; null where nothing fits.
 *
 * @param kind what it is, in the singular
 * @param titlesOf none for things that are found by their ids only
 * @throws LabError `invalid` where several fit
 */
export function named<Thing>(
  kind: string,
  given: string,
  things: readonly Thing[],
  idOf: (thing: Thing) => string,
  titlesOf: (thing: Thing) => readonly string[] = () => [],
): Thing | null {
  const exact = things.find((thing) => idOf(thing) === given);
  if (exact !== undefined) return exact;
  const fitting = things.filter((thing) => beginsId(idOf(thing), given) || titlesOf(thing).includes(given));
  if (fitting.length > 1) {
    throw new LabError('invalid', `${JSON.stringify(given)} names ${String(fitting.length)} ${kind}s.`, {
      where: kind,
      remedy: `Give more of the id: ${fitting
        .slice(0, mostListed)
        .map((thing) => shortId(idOf(thing)))
        .join(', ')}${fitting.length > mostListed ? ', …' : ''}.`,
    });
  }
  return fitting.at(0) ?? null;
}
