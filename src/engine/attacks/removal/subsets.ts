/** Orders in which stage B tries combinations of candidates. Lazy: a search stops after a few hundred of 2^n. */

/** All non-empty subsets of 0 … count − 1 by size, each size in lexicographic order (released code). */
export function* subsetsBySize(count: number): Generator<readonly number[]> {
  for (let size = 1; size <= count; size += 1) {
    const chosen = Array.from({ length: size }, (_, index) => index);
    for (;;) {
      yield [...chosen];
      let position = size - 1;
      while (position >= 0 && chosen[position] === count - size + position) position -= 1;
      if (position < 0) break;
      chosen[position] += 1;
      for (let next = position + 1; next < size; next += 1) chosen[next] = chosen[next - 1] + 1;
    }
  }
}

/**
 * All non-empty subsets by the sum of their costs, cheapest first; equal costs by size, then lexicographic.
 * Costs must be positive. Each subset is reached once: from the one without its dearest element moved up by one.
 */
export function* subsetsByCost(costs: readonly number[]): Generator<readonly number[]> {
  const byCost = costs.map((_, index) => index).sort((a, b) => costs[a] - costs[b] || a - b);
  const open: Entry[] = [];
  const push = (ranks: readonly number[]): void => {
    const members = ranks.map((rank) => byCost[rank]).sort((a, b) => a - b);
    insert(open, { ranks, members, cost: ranks.reduce((sum, rank) => sum + costs[byCost[rank]], 0) });
  };
  if (costs.length > 0) push([0]);
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    yield next.members;
    const last = next.ranks[next.ranks.length - 1] + 1;
    if (last < costs.length) {
      push([...next.ranks, last]);
      push([...next.ranks.slice(0, -1), last]);
    }
  }
}

interface Entry {
  /** Positions in the order by cost, ascending. */
  readonly ranks: readonly number[];
  readonly members: readonly number[];
  readonly cost: number;
}

function insert(open: Entry[], entry: Entry): void {
  let low = 0;
  let high = open.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareEntries(open[middle], entry) <= 0) low = middle + 1;
    else high = middle;
  }
  open.splice(low, 0, entry);
}

function compareEntries(a: Entry, b: Entry): number {
  if (a.cost !== b.cost) return a.cost - b.cost;
  if (a.members.length !== b.members.length) return a.members.length - b.members.length;
  const differs = a.members.findIndex((member, index) => member !== b.members[index]);
  return differs === -1 ? 0 : a.members[differs] - b.members[differs];
}
