import { askedAnswer, type RequirementMeasure } from '../plan/requirement';
import type { Target } from '../data/target';

/** What the models of a plan answer, as far as a requirement needs it. */
export interface Asked {
  /** For every pixel. */
  readonly pixels: boolean;
  readonly target: Target | undefined;
}

/** Why a measure cannot be required of models that answer like this; a clause after its name. Null: it can. */
export function requirementLimit(measure: RequirementMeasure, { pixels, target }: Asked): string | null {
  const asked = askedAnswer(measure);
  switch (asked) {
    case 'any':
      return null;
    case 'sample':
      return pixels ? 'counts answers for samples, and every pixel is answered here' : null;
    case 'pixels':
      return pixels ? null : 'is of models that answer for every pixel';
    case 'labels':
      return target?.kind === 'labels' ? null : 'is of data that ask for a set of labels';
    case 'value':
      return target?.kind === 'value' ? null : 'is of data that ask for a value';
    default:
      return asked satisfies never;
  }
}
