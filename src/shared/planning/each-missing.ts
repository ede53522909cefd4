/** Each input missing, where there are others beside it. */
export function eachMissing(ids: readonly string[]): { readonly name: 'missing'; readonly modalities: string[] }[] {
  return ids.length < 2 ? [] : ids.map((id) => ({ name: 'missing' as const, modalities: [id] }));
}
