import { withUnit } from '../shared/data/target';
import type { DataAnalysis } from './data-analysis';
import { percent } from './format';

/** What knowing nothing scores, in words: `the majority class (“fits”) alone would give 56.0 %`. */
export function majorityWords({
  majority,
  chance,
  target,
}: Pick<DataAnalysis, 'majority' | 'chance' | 'target'>): string {
  if (majority === null) return `guessing would give ${percent(chance)}`;
  switch (target?.kind) {
    case undefined:
      return `the majority class (“${majority.name}”) alone would give ${percent(chance)}`;
    case 'labels':
      return `the commonest set (“${majority.name}”) alone would give ${percent(chance)}`;
    case 'value':
      return `of answers that are always the same, ${majority.name} would be right most often, in ${percent(chance)}`;
    default:
      return target satisfies never;
  }
}

/** What always answering the same is off by on average: `always answering 9 would be off by 4.1`; null where no value is asked for. */
export function constantWords({ constant, target }: Pick<DataAnalysis, 'constant' | 'target'>): string | null {
  return constant === null || target?.kind !== 'value'
    ? null
    : `always answering ${withUnit(target, constant.answer)} would be off by ${withUnit(target, Number(constant.error.toPrecision(3)))}`;
}
