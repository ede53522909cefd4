import type { FlagLevel } from '../../shared/flag-level';

/** Something that makes a robustness number worth less than it looks. */
export interface Flag {
  /** Stable name of the check. */
  readonly check: string;
  readonly level: FlagLevel;
  /** Title of the model it concerns; null for the study. */
  readonly model: string | null;
  /** Title of the attack it concerns; null for the model or the study. */
  readonly attack: string | null;
  /** What was seen, with its numbers. */
  readonly finding: string;
  /** The finding as a statement that findings of other attacks share, and its number; null where it has no such form. */
  readonly shared: { readonly statement: string; readonly figure: string } | null;
  /** What it means and what to do. */
  readonly advice: string;
}

/** Notes a flag about one attack on one model. */
export type Raise = (check: string, level: FlagLevel, finding: string, advice: string, shared?: Flag['shared']) => void;

/** Flags, and what adds to them. @param about what all of them concern */
export function flagList(about: Pick<Flag, 'model' | 'attack'>): {
  readonly flags: readonly Flag[];
  readonly raise: Raise;
} {
  const flags: Flag[] = [];
  return {
    flags,
    raise: (check, level, finding, advice, shared = null) => {
      flags.push({ check, level, ...about, finding, shared, advice });
    },
  };
}
