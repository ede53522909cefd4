import type { ModelResults } from '../results';
import { rateOf, type Rate } from '../statistics/estimate';
import { attackFaults, type AttackFault } from './attack-faults';

/** Mistakes that removals show of one model. */
export interface Mistakes {
  /**
   * Of the samples attacked, those that some removal attack changes while what it left still decides the label. A lower
   * bound: every search stops at its first success, which may be a removal that takes the deciding evidence away where
   * another one would have been a mistake.
   */
  readonly rate: Rate;
  /** Removal attacks taken together. */
  readonly attacks: number;
  /** Of any of them: what one must not be used for, all together must not. */
  readonly faults: readonly AttackFault[];
}

/** Null without an oracle, and where no removal attack has been evaluated. */
export function measureMistakes({ attacks }: ModelResults, hasOracle: boolean): Mistakes | null {
  const results = attacks.filter((result) => result.kind === 'removal');
  const removals = results.map(({ records }) => records);
  const bySample = new Map<number, { hit: boolean; readonly group: string }>();
  for (const { row, group, attacked, found } of removals.flat()) {
    if (!attacked) continue;
    const sample = bySample.get(row) ?? { hit: false, group };
    sample.hit ||= found?.decidable === true;
    bySample.set(row, sample);
  }
  if (!hasOracle || bySample.size === 0) return null;
  return {
    rate: rateOf([...bySample.values()]),
    attacks: removals.filter(({ length }) => length > 0).length,
    faults: results.flatMap(attackFaults),
  };
}
