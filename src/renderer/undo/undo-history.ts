/** Takes something back. @returns takes that back in turn; null for what cannot be done again */
export type TakeBack = () => Promise<TakeBack | null>;

/** Takes several things back at once. */
export function takingBack(steps: readonly TakeBack[]): TakeBack {
  return async () => {
    const again = await Promise.all(steps.map((step) => step()));
    return takingBack(again.filter((step) => step !== null));
  };
}

/** Something that was done and can be taken back. */
export interface Step {
  readonly id: string;
  /** What was done, as a sentence: `Run “demo” removed.` */
  readonly text: string;
  readonly undo: TakeBack;
  /** What was edited, of edits that are made key by key; null for what stands alone. */
  readonly subject: string | null;
  /** Milliseconds, on any clock that only goes forward. */
  readonly at: number;
}

/** Steps that can be taken back; older ones are forgotten. */
export const depth = 100;
/** Milliseconds between edits of one subject that count as one: text is taken back by the phrase, not by the letter. */
const together = 1_000;

/** The history with one more step, oldest first; an edit that goes on with the last one lengthens that. */
export function withStep(history: readonly Step[], step: Step): readonly Step[] {
  const last = history.at(-1);
  const goesOn =
    last !== undefined && step.subject !== null && last.subject === step.subject && step.at - last.at < together;
  if (goesOn) return [...history.slice(0, -1), { ...last, at: step.at }];
  return [...history, step].slice(-depth);
}
