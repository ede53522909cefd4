import { LabError } from '../../shared/errors';
import { named } from '../../shared/lookup/named';

/**
 * The one id that `given` stands for: itself, or the beginning of one.
 *
 * @throws LabError `not-found`, or `invalid` when several fit
 */
export function resolveId(kind: 'model' | 'run', given: string, ids: readonly string[]): string {
  const found = named(kind, given, ids, (id) => id);
  if (found !== null) return found;
  throw new LabError('not-found', `There is no ${kind} ${JSON.stringify(given)} in this lab folder.`, {
    where: kind,
    remedy:
      ids.length === 0
        ? `It holds no ${kind} yet.`
        : `\`muroan ${kind === 'run' ? 'runs' : 'model'} list\` shows what there is.`,
  });
}
