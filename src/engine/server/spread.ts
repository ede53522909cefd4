/** As many rows as wanted, evenly over all of them. */
export function spread(rows: readonly number[], count: number): readonly number[] {
  const wanted = Math.min(count, rows.length);
  return Array.from({ length: wanted }, (_, at) => rows[Math.floor((at * rows.length) / wanted)]);
}
