import { problemsIn, type LabError } from '../../../shared/errors';
import type { MapDraft } from '../../../shared/imported/map-edit';
import { ModelMap } from '../../../shared/imported/model-map';
import { problemsOf } from '../../../shared/parse';
import type { Problem } from '../../../shared/problem';
import { isWithin } from '../../parts/problems';

const map = 'map';

/** Everything that is wrong with a map: what it shows itself, and what the engine has said of it. */
export function mapProblems(draft: MapDraft, errors: readonly (LabError | null)[]): readonly Problem[] {
  const told = errors.flatMap((error) => (error === null ? [] : problemsIn(error)));
  const all = [...problemsOf(ModelMap, draft, map), ...told.filter(({ where }) => isWithin(where, map))];
  return [...new Map(all.map((problem) => [`${problem.where} ${problem.text}`, problem])).values()];
}

/** Do fields of the form say all of an error? */
export function toldAtFields(error: LabError): boolean {
  const problems = problemsIn(error);
  return problems.length > 0 && problems.every(({ where }) => isWithin(where, map));
}

/** Why a map was refused, in a line: the first that is wrong with it, where the form says the rest. */
export function refusal(error: LabError): string {
  const [first] = problemsIn(error);
  return problemsIn(error).length === 0 ? error.message : `${first.where} ${first.text}`;
}
