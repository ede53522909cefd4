import { parseFile } from './json-file';
import { StudyPlan } from './plan';

const planFormat = { schema: StudyPlan, whenNewer: 'Update MUROAN Lab to use this plan.' } as const;

/**
 * Checks what a plan file holds.
 *
 * @param what name of the plan, as its author knows it
 * @throws LabError `unsupported` for a plan of a newer app, `invalid` for anything else that does not fit
 */
export function parsePlan(value: unknown, what: string): StudyPlan {
  return parseFile(value, planFormat, what);
}
