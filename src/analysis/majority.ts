import type { DataAnalysis } from './data-analysis';
import { percent } from './format';

/** What knowing nothing scores, in words: `the majority class (“fits”) alone would give 56.0 %`. */
export function majorityWords({ majority, chance }: Pick<DataAnalysis, 'majority' | 'chance'>): string {
  return majority === null
    ? `guessing would give ${percent(chance)}`
    : `the majority class (“${majority.name}”) alone would give ${percent(chance)}`;
}
