import { newerFormat } from './newer-format';
import { parse } from './parse';
import { StudyPlan } from './plan';

/**
 * Checks what a plan file holds.
 *
 * @param what name of the plan, as its author knows it
 * @throws LabError `unsupported` for a plan of a newer app, `invalid` for anything else that does not fit
 */
export function parsePlan(value: unknown, what: string): StudyPlan {
  const { format, formatVersion } = (value ?? {}) as { format?: unknown; formatVersion?: unknown };
  const known = StudyPlan.shape.formatVersion.value;
  if (format === StudyPlan.shape.format.value && typeof formatVersion === 'number' && formatVersion > known) {
    throw newerFormat(what, formatVersion, known, 'Update MUROAN Lab to use this plan.');
  }
  return parse(StudyPlan, value, what);
}
