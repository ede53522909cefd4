import type { FlagLevel } from '../../shared/reports/flag-level';

/** Something that makes a robustness number worth less than it looks. */
export interface Flag {
  /** Stable name of the check. */
  readonly check: string;
  readonly level: FlagLevel;
  /** Title of the model it concerns; null for the study. */
  readonly model: string | null;
  /** Title of the attack it concerns; null for the model or the study. */
  readonly attack: string | null;
  /** What was seen, with its numbers, as a sentence: it heads the warning. */
  readonly finding: string;
  /** The finding in the form that findings of other models and attacks share; null where it has no such form. */
  readonly shared: SharedFinding | null;
  /** What it means and what to do. */
  readonly advice: string;
}

/** What findings of one check say together. */
export interface SharedFinding {
  /** The finding as a sentence of all of them; `{}` stands for their figures, from the least to the most. */
  readonly statement: string;
  /** Of one of them, with its interval. */
  readonly figure: string;
  /** The figure as it stands in the statement, and what it is ordered by. */
  readonly brief: string;
  readonly size: number;
}

/** Notes a flag about one attack on one model. */
export type Raise = (check: string, level: FlagLevel, finding: string, advice: string, shared?: SharedFinding) => void;

/** Flags, and what adds to them. @param about what all of them concern */
export function flagList(about: Pick<Flag, 'model' | 'attack'>): {
  readonly flags: readonly Flag[];
  readonly raise: Raise;
} {
  const flags: Flag[] = [];
  return {
    flags,
    raise: (check, level, finding, advice, shared) => {
      flags.push({ check, level, ...about, finding, shared: shared ?? null, advice });
    },
  };
}
