import type { Requirement } from '../../shared/plan/requirement';
import type { AttackSetting } from '../attack-setting';
import type { DegradationSetting } from '../degradation-setting';
import type { Estimate } from '../statistics/estimate';

/** The figure of a removal with its successes counted the other way. */
export interface OtherCount {
  /** What then counts as a success of the attack. */
  readonly counting: 'mistakes only' | 'every change';
  /** In the unit, and with an interval of the confidence, of the figure that it stands beside. */
  readonly estimate: Estimate;
}

/** The same figure under another attack. */
export interface Rival {
  readonly setting: AttackSetting;
  readonly estimate: Estimate;
}

/** Records that a figure rests on: those there are, and those of a complete run. */
export interface Rests {
  readonly there: number;
  readonly expected: number;
}

/** One figure that may answer a requirement. */
export interface Candidate {
  /** The attack that it was measured under; null for none. */
  readonly setting: AttackSetting | null;
  /** The failing input that it was measured with; null for none. */
  readonly failing: DegradationSetting | null;
  readonly estimate: Estimate;
  /** Null where it is not known what a mistake is, or nothing is removed. */
  readonly otherCount: OtherCount | null;
  /** Samples that could be attacked; null without an attack. */
  readonly attacked: number | null;
  /** The same figure under the attack of the run that does no more than this one and is found to weigh most; null for none. */
  readonly rival: Rival | null;
  readonly rests: Rests;
}

/** A trained model that requirements are about, and what was measured of it. */
export interface RequiredModel {
  readonly subject: string;
  readonly model: string;
  readonly title: string;
  /** What may answer a requirement, one figure per attack and budget, or failing input and level. */
  readonly candidates: (requirement: Requirement) => readonly Candidate[];
}

/** A figure of untouched samples, or of a failing input. */
export function unattacked(estimate: Estimate, rests: Rests, failing: DegradationSetting | null = null): Candidate {
  return { setting: null, failing, estimate, otherCount: null, attacked: null, rival: null, rests };
}

/** Records of several cells, each of which has one for every sample once it is complete. */
export function restsOn(cells: readonly { readonly length: number }[], samples: number): Rests {
  return { there: cells.reduce((sum, { length }) => sum + length, 0), expected: cells.length * samples };
}

/** Is it of the attack, and the budget, that the requirement names? */
export function isAbout({ attack, budget }: Requirement, { attackIndex, budgetIndex }: AttackSetting): boolean {
  return attackIndex === attack && (budget === undefined || budgetIndex === budget);
}

/** The same of a failing input and its level. */
export function isOfLevel({ degradation, level: named }: Requirement, setting: DegradationSetting): boolean {
  return setting.degradationIndex === degradation && (named === undefined || named === setting.level);
}
