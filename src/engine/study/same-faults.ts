import type { LabError } from '../../shared/errors';
import { planFault } from './plan-fault';

/** Something of a plan that makes a cell. */
export interface Planned {
  readonly where: string;
  /** Equal for what makes the same cell. */
  readonly key: string;
  /** Where it is the same as what stands in another place. */
  readonly problem: (twin: string) => string;
  readonly remedy: string;
}

export function sameFaults(planned: readonly Planned[]): readonly LabError[] {
  const places = new Map<string, string>();
  return planned.flatMap(({ where, key, problem, remedy }) => {
    const twin = places.get(key);
    if (twin !== undefined) return [planFault(where, problem(twin), remedy, { kind: 'same-as', place: twin })];
    places.set(key, where);
    return [];
  });
}
