import { closest } from '../shared/suggestion';

/** `Did you mean "a" or "b"?`, or what there is to choose from when nothing is close. */
export function suggestion(name: string, known: readonly string[], plural: string): string {
  const near = closest(name, known);
  if (near.length > 0) return `Did you mean ${near.map((one) => JSON.stringify(one)).join(' or ')}?`;
  if (known.length === 0) return `There are no ${plural} yet.`;
  const shown = known.slice(0, 8);
  return `Known ${plural}: ${shown.join(', ')}${known.length > shown.length ? ', …' : ''}.`;
}
