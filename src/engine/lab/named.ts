import { LabError } from '../../shared/errors';

/** Fewer characters of an id name nothing. */
export const SHORTEST_PREFIX = 4;

/**
 * The one id that `given` stands for: itself, or a prefix of at least four characters.
 *
 * @throws LabError `not-found`, or `invalid` when several fit
 */
export function resolveId(kind: 'model' | 'run', given: string, ids: readonly string[]): string {
  if (ids.includes(given)) return given;
  const fitting = given.length >= SHORTEST_PREFIX ? ids.filter((id) => id.startsWith(given)) : [];
  if (fitting.length === 0) {
    throw new LabError('not-found', `There is no ${kind} ${JSON.stringify(given)} in this lab folder.`, {
      where: kind,
      remedy:
        ids.length === 0
          ? `It holds no ${kind} yet.`
          : `\`muroan ${kind === 'run' ? 'runs' : 'model'} list\` shows what there is.`,
    });
  }
  if (fitting.length > 1) {
    throw new LabError('invalid', `${JSON.stringify(given)} fits ${fitting.length} ${kind}s.`, {
      where: kind,
      remedy: `Give more of the id, e.g. ${fitting[0]}.`,
    });
  }
  return fitting[0];
}
