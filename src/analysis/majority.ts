import type { DataAnalysis } from './data-analysis';
import { percent } from './format';

/** What knowing nothing scores, in words: `the majority class (“fits”) alone would give 56.0 %`. */
export function majorityWords({
  majority,
  chance,
  target,
}: Pick<DataAnalysis, 'majority' | 'chance' | 'target'>): string {
  if (majority !== null && target !== undefined) {
    const what =
      target.kind === 'labels' ? `the commonest set (“${majority.name}”)` : `always answering ${majority.name}`;
    return `${what} alone would give ${percent(chance)}`;
  }
  return majority === null
    ? `guessing would give ${percent(chance)}`
    : `the majority class (“${majority.name}”) alone would give ${percent(chance)}`;
}
