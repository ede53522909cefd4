/** What fills most of it, but for the first class, which stands for what is nowhere in particular. */
export function commonestClass(mask: Uint8Array, classes: number): number {
  const counts = new Array<number>(classes).fill(0);
  for (const value of mask) if (value > 0) counts[value] += 1;
  const most = Math.max(...counts);
  return most === 0 ? 0 : counts.indexOf(most);
}
