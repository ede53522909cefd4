import { fractionOf } from '../../../shared/plan/plan-file';
import { shownName } from '../../../shared/text/shown-text';

/** A budget of a draft as its author would write it: `image 8/255 + text 0.1`. */
export function writtenBudget(budget: Readonly<Record<string, number | string>>): string {
  return Object.entries(budget)
    .map(([modality, radius]) => `${shownName(modality)} ${String(fractionOf(radius))}`)
    .join(' + ');
}
