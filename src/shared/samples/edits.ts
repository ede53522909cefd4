/** How far a text is from what it was, counted in edits, and which letters of a word changed. */

/**
 * Fewest letters added, taken away, changed, or swapped with the next, that turn one word into another; no letter is
 * edited twice (optimal string alignment).
 */
export function letterEdits(was: string, now: string): number {
  // Of a text, all words but one are mostly as they were.
  if (was === now) return 0;
  const [a, b] = [Array.from(was), Array.from(now)];
  return table(a, b)[a.length][b.length];
}

/** A letter of a word as it became. */
export interface ShownLetter {
  readonly letter: string;
  readonly changed: boolean;
}

/** The letters of a changed word, those marked that were not there in this place; of one shortened, those beside the gap. */
export function changedLetters(was: string, now: string): readonly ShownLetter[] {
  const [a, b] = [Array.from(was), Array.from(now)];
  const edits = table(a, b);
  const changed = b.map(() => false);
  let [row, column] = [a.length, b.length];
  while (row > 0 || column > 0) {
    const here = edits[row][column];
    if (row > 0 && column > 0 && a[row - 1] === b[column - 1] && edits[row - 1][column - 1] === here) {
      row -= 1;
      column -= 1;
    } else if (isSwap(a, b, row, column) && edits[row - 2][column - 2] + 1 === here) {
      changed[column - 1] = changed[column - 2] = true;
      row -= 2;
      column -= 2;
    } else if (row > 0 && column > 0 && edits[row - 1][column - 1] + 1 === here) {
      changed[column - 1] = true;
      row -= 1;
      column -= 1;
    } else if (column > 0 && edits[row][column - 1] + 1 === here) {
      changed[column - 1] = true;
      column -= 1;
    } else {
      if (column > 0) changed[column - 1] = true;
      if (column < b.length) changed[column] = true;
      row -= 1;
    }
  }
  return b.map((letter, place) => ({ letter, changed: changed[place] }));
}

function table(a: readonly string[], b: readonly string[]): readonly (readonly number[])[] {
  const edits = Array.from({ length: a.length + 1 }, (_, row) =>
    Array.from({ length: b.length + 1 }, (__, column) => (row === 0 ? column : column === 0 ? row : 0)),
  );
  for (let row = 1; row <= a.length; row += 1) {
    for (let column = 1; column <= b.length; column += 1) {
      edits[row][column] = Math.min(
        edits[row - 1][column] + 1,
        edits[row][column - 1] + 1,
        edits[row - 1][column - 1] + (a[row - 1] === b[column - 1] ? 0 : 1),
        isSwap(a, b, row, column) ? edits[row - 2][column - 2] + 1 : Infinity,
      );
    }
  }
  return edits;
}

/** Do the two letters that end here stand the other way round? */
function isSwap(a: readonly string[], b: readonly string[], row: number, column: number): boolean {
  return row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
}
