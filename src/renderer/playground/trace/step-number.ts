import type { AttackSteps } from '../../../shared/attacks/change';

/** Number of the step that leads to a point, 0 at the start: of long ways, not every point is there. */
export function stepOf({ points, taken }: Pick<AttackSteps, 'points' | 'taken'>, index: number): number {
  return points.length === 1 ? 0 : Math.round((index * (taken - 1)) / (points.length - 1));
}
