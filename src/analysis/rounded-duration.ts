const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** Seconds as an estimate is said, no finer than it is known: `5 s`, `40 s`, `4 min`, `25 min`, `1.5 h`, `17 h`, `3 days`. */
export function roundedDuration(seconds: number): string {
  if (seconds < 57.5) return `${String(nearest(seconds, 5))} s`;
  if (seconds < 9.5 * minute) return `${String(nearest(seconds / minute, 1))} min`;
  if (seconds < 57.5 * minute) return `${String(nearest(seconds / minute, 5))} min`;
  if (seconds < 9.75 * hour) return `${String(nearest(seconds / hour, 0.5))} h`;
  if (seconds < 47.5 * hour) return `${String(nearest(seconds / hour, 1))} h`;
  return `${String(nearest(seconds / day, 1))} days`;
}

/** The nearest multiple of a step, of which there is at least one. */
function nearest(value: number, step: number): number {
  return Math.max(1, Math.round(value / step)) * step;
}
