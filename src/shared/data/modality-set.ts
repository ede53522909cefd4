/** Modalities that are meant together, as text: equal for the same ones in whatever order. */
export function modalitySet(ids: readonly string[]): string {
  return JSON.stringify([...ids].sort());
}
