import { figuresOf } from '../../analysis/figures';
import { outcomeOf } from '../../analysis/requirements/outcome';
import type { StudyAnalysis } from '../../analysis/study-analysis';
import type { ForIndex } from './tasks';

/** Of an analysis, what the index keeps. */
export function forIndex(analysis: StudyAnalysis): ForIndex {
  return { figures: figuresOf(analysis), outcome: outcomeOf(analysis.requirements) };
}
