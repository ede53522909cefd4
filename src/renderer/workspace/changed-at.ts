/**
 * Where two JSON values differ: the path of the one place, or of the smallest part that holds all of them.
 *
 * @returns names and indices from the outside in; null where they are equal
 */
export function changedAt(before: unknown, after: unknown): readonly string[] | null {
  if (Object.is(before, after)) return null;
  if (!isPart(before) || !isPart(after) || Array.isArray(before) !== Array.isArray(after)) return [];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const places = [...names].flatMap((name) => {
    const place = changedAt(before[name], after[name]);
    return place === null ? [] : [[name, ...place]];
  });
  if (places.length === 0) return null;
  return places.length === 1 ? places[0] : [];
}

function isPart(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
