/**
 * The lab's own search on one sample: which removals it asks about next. It looks at parts alone, splitting those that
 * weigh most; joins parts, the most telling for their size first, until the answer changes; and shrinks what it joined
 * by giving parts back, by keeping of a square only what is needed, and by taking cheaper parts in the place of dear ones.
 * What is allowed beyond that goes to combinations of few parts.
 *
 * It only proposes. Whoever runs it counts the questions, keeps the smallest removal that changed the answer, and stops
 * it when no question is left; a question asked before is answered again for nothing.
 */
import type { Region } from '../../../shared/data/modality';
import { overlap, regionsKey } from './regions';

/** What a removal does. */
export interface Told {
  /** Fall of the logit margin, as a share of the clean one; above 1 the answer changes. */
  readonly fall: number;
  readonly changes: boolean;
}

/** Blocks of removals, to be answered in their order. */
export type Proposals<Result = void> = Generator<readonly (readonly Region[])[], Result, readonly Told[]>;

/** What there is to remove from a sample. */
export interface Removables {
  readonly largest: readonly Region[];
  partsOf(region: Region): readonly Region[];
  /** What is to be small, of the union of the regions; above 0. */
  cost(regions: readonly Region[]): number;
}

/** A part that was removed alone. */
interface Part {
  readonly region: Region;
  readonly cost: number;
  readonly fall: number;
}

/** Squares split between two attempts to join parts. */
const SPLIT_AT_ONCE = 4;
/** Cheaper parts tried in the place of a dear one. */
const STAND_INS = 6;
/** Parts whose combinations are tried at the end: as many as an exhaustive search takes. */
const COMBINED_PARTS = 14;
const FEW_COMBINED = 4;
const COMBINED_AT_ONCE = 8;

export function* proposals(removables: Removables): Proposals {
  const looked: Part[] = [];
  const split = new Set<Region>();
  let best: readonly Region[] | null = null;
  let next = removables.largest;
  while (next.length > 0) {
    const told = yield next.map((region) => [region]);
    next.forEach((region, at) => {
      looked.push({ region, cost: removables.cost([region]), fall: told[at].fall });
    });
    for (const order of orders(looked)) {
      const joined = yield* join(order);
      if (joined === null) continue;
      const small = yield* shrink(removables, joined);
      if (best === null || removables.cost(small) < removables.cost(best)) best = small;
    }
    if (best !== null) best = yield* exchange(removables, looked, best);
    next = mostPromising(removables, looked, split);
  }
  yield* combine(removables, looked, best);
}

/**
 * Orders in which parts are joined: most telling for their size first, with those that tell nothing alone at the end; most
 * telling first; then each modality alone.
 */
function orders(looked: readonly Part[]): readonly (readonly Part[])[] {
  const telling = looked.filter(({ fall }) => fall > 0);
  const modalities = [...new Set(telling.map(({ region }) => region.modality))];
  const dense = [...telling].sort((a, b) => b.fall / b.cost - a.fall / a.cost);
  const strong = [...telling].sort((a, b) => b.fall - a.fall || a.cost - b.cost);
  const others = looked.filter(({ fall }) => !(fall > 0)).sort((a, b) => b.cost - a.cost);
  return [
    [...dense, ...others],
    strong,
    ...(modalities.length > 1 ? modalities.map((id) => dense.filter(({ region }) => region.modality === id)) : []),
  ];
}

/** Parts in their order, none over another, as few as change the answer; null where all of them do not. */
function* join(order: readonly Part[]): Proposals<readonly Region[] | null> {
  const chain: Part[] = [];
  for (const part of order) {
    if (!chain.some(({ region }) => overlap(region, part.region))) chain.push(part);
  }
  if (chain.length === 0) return null;
  const first = (count: number): readonly Region[] => chain.slice(0, count).map(({ region }) => region);
  let fall = 0;
  const guess = chain.findIndex((part) => (fall += part.fall) > 1) + 1;
  // The answer is the same after `low` of them, changed after `high`.
  let low = 0;
  let high = guess === 0 ? chain.length : guess;
  for (let step = 1; ; step *= 2) {
    const [told] = yield [first(high)];
    if (told.changes) break;
    if (high === chain.length) return null;
    low = high;
    high = Math.min(chain.length, high + step);
  }
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    const [told] = yield [first(middle)];
    if (told.changes) high = middle;
    else low = middle;
  }
  return first(high);
}

/** What is left of a removal that changes the answer when all is given back that is not needed for it. */
function* shrink(removables: Removables, removal: readonly Region[]): Proposals<readonly Region[]> {
  let current = yield* dropped(removables, removal);
  const whole = new Set<string>();
  for (;;) {
    const square = byCost(removables, current).find(
      (region) => !whole.has(regionsKey([region])) && removables.partsOf(region).length > 0,
    );
    if (square === undefined) return current;
    const rest = current.filter((region) => region !== square);
    const kept = yield* keepLess(removables, rest, removables.partsOf(square));
    if (kept === null) whole.add(regionsKey([square]));
    else current = yield* dropped(removables, [...rest, ...kept]);
  }
}

/** Each region given back, the dearest first, where the answer stays changed. */
function* dropped(removables: Removables, removal: readonly Region[]): Proposals<readonly Region[]> {
  let current = removal;
  for (const region of byCost(removables, removal)) {
    if (current.length === 1) break;
    const fewer = current.filter((other) => other !== region);
    const [told] = yield [fewer];
    if (told.changes) current = fewer;
  }
  return current;
}

/** The parts of a square that suffice in its place: one, else two, else three of them; null where it takes all. */
function* keepLess(
  removables: Removables,
  rest: readonly Region[],
  parts: readonly Region[],
): Proposals<readonly Region[] | null> {
  const alone = yield parts.map((part) => [...rest, part]);
  const ranked = parts.map((part, at) => ({ part, ...alone[at] })).sort((a, b) => b.fall - a.fall);
  const sufficient = ranked.filter(({ changes }) => changes).map(({ part }) => [part]);
  if (sufficient.length > 0) return cheapest(removables, sufficient);
  for (let count = 2; count < parts.length; count += 1) {
    const choices = combinations(ranked, count)
      .sort((a, b) => total(b) - total(a))
      .slice(0, 2)
      .map((some) => some.map(({ part }) => part));
    const told = yield choices.map((some) => [...rest, ...some]);
    const changing = choices.filter((_, at) => told[at].changes);
    if (changing.length > 0) return cheapest(removables, changing);
  }
  return null;
}

/** The removal with cheaper parts in the place of dear ones, where the answer stays changed. */
function* exchange(
  removables: Removables,
  looked: readonly Part[],
  removal: readonly Region[],
): Proposals<readonly Region[]> {
  for (const region of byCost(removables, removal)) {
    const rest = removal.filter((other) => other !== region);
    const cost = removables.cost([region]);
    const standIns = looked
      .filter((part) => part.cost < cost && part.fall > 0 && !rest.some((other) => overlap(other, part.region)))
      .sort((a, b) => b.fall - a.fall || a.cost - b.cost)
      .slice(0, STAND_INS)
      .map((part) => [...rest, part.region]);
    if (standIns.length === 0) continue;
    const told = yield standIns;
    const changing = standIns.filter((_, at) => told[at].changes);
    if (changing.length > 0) return yield* shrink(removables, cheapest(removables, changing));
  }
  return removal;
}

/**
 * When no square is left to split: combinations of few parts that cost less than the best removal, those that should tell
 * most first.
 */
function* combine(removables: Removables, looked: readonly Part[], found: readonly Region[] | null): Proposals {
  const parts = [...looked].sort((a, b) => b.fall - a.fall || a.cost - b.cost).slice(0, COMBINED_PARTS);
  // Few parts can be tried in all numbers; of many, the most telling, a few at a time.
  const most = looked.length <= COMBINED_PARTS ? parts.length : FEW_COMBINED;
  const sets = Array.from({ length: Math.max(0, most - 1) }, (_, at) => at + 2)
    .flatMap((count) => combinations(parts, count))
    .filter((some) => some.every((a, at) => some.slice(at + 1).every((b) => !overlap(a.region, b.region))))
    .map((some) => ({ regions: some.map(({ region }) => region), fall: total(some) }))
    .map((set) => ({ ...set, cost: removables.cost(set.regions) }))
    .sort((a, b) => b.fall - a.fall || a.cost - b.cost);
  let least = found === null ? Infinity : removables.cost(found);
  let open = sets.filter(({ cost }) => cost < least);
  while (open.length > 0) {
    const block = open.slice(0, COMBINED_AT_ONCE);
    const told = yield block.map(({ regions }) => regions);
    for (const [at, { cost }] of block.entries()) if (told[at].changes) least = Math.min(least, cost);
    open = open.slice(COMBINED_AT_ONCE).filter(({ cost }) => cost < least);
  }
}

/** The parts of the squares that weigh most and were not split yet. */
function mostPromising(removables: Removables, looked: readonly Part[], split: Set<Region>): readonly Region[] {
  const open = looked
    .filter(({ region }) => !split.has(region) && removables.partsOf(region).length > 0)
    .sort((a, b) => promise(b) - promise(a))
    .slice(0, SPLIT_AT_ONCE);
  for (const { region } of open) split.add(region);
  return open.flatMap(({ region }) => removables.partsOf(region));
}

/** Between how telling a square is and how telling for its size: the one alone stays on top, the other dives. */
function promise({ fall, cost }: Part): number {
  return fall / Math.sqrt(cost);
}

function byCost(removables: Removables, regions: readonly Region[]): readonly Region[] {
  return regions
    .map((region) => ({ region, cost: removables.cost([region]) }))
    .sort((a, b) => b.cost - a.cost)
    .map(({ region }) => region);
}

function cheapest(removables: Removables, removals: readonly (readonly Region[])[]): readonly Region[] {
  return removals.reduce((a, b) => (removables.cost(b) < removables.cost(a) ? b : a));
}

function combinations<Item>(items: readonly Item[], count: number): (readonly Item[])[] {
  if (count === 0) return [[]];
  return items.flatMap((item, at) => combinations(items.slice(at + 1), count - 1).map((others) => [item, ...others]));
}

function total(parts: readonly { readonly fall: number }[]): number {
  return parts.reduce((sum, { fall }) => sum + fall, 0);
}
