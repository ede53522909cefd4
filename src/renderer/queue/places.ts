import type { QueueItem } from '../../shared/runs/queue';

/**
 * What `queue.move` has to be told so that an item trades places with its neighbour. What is being worked on stays on
 * top: nothing moves before it.
 *
 * @returns `before` of the request, or undefined where the item cannot move that way
 */
export function placeAfterMove(
  items: readonly QueueItem[],
  id: string,
  direction: 'up' | 'down',
): string | null | undefined {
  const at = items.findIndex((item) => item.id === id);
  if (at === -1 || items[at].state === 'working') return undefined;
  switch (direction) {
    case 'up': {
      const above = items.at(at - 1);
      return at === 0 || above === undefined || above.state === 'working' ? undefined : above.id;
    }
    case 'down':
      return at === items.length - 1 ? undefined : (items.at(at + 2)?.id ?? null);
    default:
      return direction satisfies never;
  }
}

/** Pieces of work that take their turn before an item. */
export function countBefore(items: readonly QueueItem[], id: string): number {
  const at = items.findIndex((item) => item.id === id);
  return items.slice(0, Math.max(0, at)).filter(({ state }) => state !== 'paused').length;
}
