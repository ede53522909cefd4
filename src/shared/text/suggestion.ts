/**
 * Edits (insert, delete, replace, exchange of neighbours) that turn one text into the other: the optimal string
 * alignment distance, the restricted form of Damerau 1964.
 */
export function editDistance(from: string, to: string): number {
  const a = Array.from(from);
  const b = Array.from(to);
  let beforePrevious: number[] = [];
  let previous = b.map((_, column) => column + 1);
  previous.unshift(0);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = previous[column - 1] + (a[row - 1] === b[column - 1] ? 0 : 1);
      let best = Math.min(previous[column] + 1, current[column - 1] + 1, replaced);
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        best = Math.min(best, beforePrevious[column - 2] + 1);
      }
      current.push(best);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[b.length];
}

/** The known names that someone who typed `name` may have meant, best first; at most three. */
export function closest(name: string, known: readonly string[]): readonly string[] {
  const typed = name.toLowerCase();
  return known
    .map((candidate) => ({ candidate, distance: distanceTo(typed, candidate.toLowerCase()) }))
    .filter(({ distance, candidate }) => distance <= Math.max(1, Math.floor(candidate.length * 0.4)))
    .sort((a, b) => a.distance - b.distance || a.candidate.localeCompare(b.candidate))
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** `Did you mean "a" or "b"?`, or what there is to choose from when nothing is close. */
export function suggestion(name: string, known: readonly string[], plural: string): string {
  const near = closest(name, known);
  if (near.length > 0) return `Did you mean ${near.map((one) => JSON.stringify(one)).join(' or ')}?`;
  if (known.length === 0) return `There are no ${plural} yet.`;
  const shown = known.slice(0, 8);
  return `Known ${plural}: ${shown.join(', ')}${known.length > shown.length ? ', …' : ''}.`;
}

/** A name that starts with what was typed is one edit away at most. */
function distanceTo(typed: string, candidate: string): number {
  const distance = editDistance(typed, candidate);
  return typed.length >= 3 && candidate.startsWith(typed) ? Math.min(distance, 1) : distance;
}
