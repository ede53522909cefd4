import { LabError } from '../errors';

/** Lists and objects within each other that JSON may have; what this app writes has about a dozen. */
export const deepestJson = 64;

/**
 * Refuses JSON that would overflow the stack of whatever walks through it next.
 *
 * @throws LabError `invalid`
 */
export function refuseDeep(value: unknown, where: string): void {
  // Level by level: a walk that calls itself would be the first to overflow.
  let level = containers([value]);
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > deepestJson) {
      throw new LabError('invalid', `is nested more than ${String(deepestJson)} levels deep.`, {
        where,
        remedy: 'Nest its lists and objects less deeply.',
      });
    }
    level = level.flatMap((one) => containers(Object.values(one)));
  }
}

function containers(values: readonly unknown[]): readonly object[] {
  return values.filter((value) => typeof value === 'object' && value !== null);
}
