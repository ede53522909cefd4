import { percent } from './format';
import type { DataAnalysis } from './study-analysis';

/** What knowing nothing scores, in words: `always giving the majority class would be right in 56.0 %`. */
export function majorityWords({ majority, chance }: Pick<DataAnalysis, 'majority' | 'chance'>): string {
  return majority === null
    ? `guessing would be right in ${percent(chance)}`
    : `always giving the majority class (“${majority.name}”) would be right in ${percent(chance)}`;
}
