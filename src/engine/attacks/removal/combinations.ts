/**
 * Stage B of the decoupling attack (MUROAN §2.2): the first combination of candidates, in a given order, that changes
 * the label. Blocks of combinations of all samples are computed together; what lies behind the first success
 * of a block is thrown away, so results and logical counts are those of a search that asks one query at a time.
 */
import type { DecouplingChoice } from '../../../shared/attacks/attack';
import type { Region } from '../../../shared/data/modality';
import type { AttackContext } from '../attack';
import type { RemovalAnswer, RemovalQueries } from './queries';
import { pooledElements } from './regions';
import { subsetsByCost, subsetsBySize } from './subsets';

export interface CombinationSearch {
  /** In candidate order; null when the cap or the subsets are exhausted. */
  readonly regions: readonly Region[] | null;
  /** Every combination asked for, the winning one last. */
  readonly asked: readonly (readonly Region[])[];
}

/** Blocks double from the first to the second size: early successes waste little, hopeless samples batch well. */
const FIRST_BLOCK = 8;
const LARGEST_BLOCK = 128;

export async function searchCombinations(
  context: AttackContext,
  queries: RemovalQueries,
  clean: readonly RemovalAnswer[],
  combinations: readonly Generator<readonly Region[]>[],
): Promise<readonly CombinationSearch[]> {
  const searches = combinations.map((subsets, sample) => ({
    sample,
    subsets,
    asked: [] as (readonly Region[])[],
    found: null as readonly Region[] | null,
  }));
  let active = searches;
  for (let size = FIRST_BLOCK; active.length > 0; size = Math.min(2 * size, LARGEST_BLOCK)) {
    const blocks = active.map((search) => take(search.subsets, size));
    const asked = blocks.flatMap((block, index) => block.map((regions) => ({ sample: active[index].sample, regions })));
    const answers = await queries.ask(asked);
    let at = 0;
    blocks.forEach((block, index) => {
      const search = active[index];
      const own = answers.slice(at, (at += block.length));
      const hit = own.findIndex((answer) => answer.predicted !== clean[search.sample].predicted);
      const used = hit === -1 ? block.length : hit + 1;
      for (let query = 0; query < used; query += 1) {
        search.asked.push(block[query]);
        context.onQuery?.({
          sample: search.sample,
          stage: 'combination',
          regions: block[query],
          logits: own[query].logits,
          hit: query === hit,
        });
      }
      if (hit !== -1) search.found = block[hit];
    });
    active = active.filter((search, index) => search.found === null && blocks[index].length > 0);
  }
  return searches.map(({ found, asked }) => ({ regions: found, asked }));
}

/** The combinations of candidates that decoupling tries, in its order, up to its cap. */
export function* combinationsOf(
  context: AttackContext,
  choice: Pick<DecouplingChoice, 'order' | 'maxQueries'>,
  sample: number,
  candidates: readonly Region[],
): Generator<readonly Region[]> {
  const subsets =
    choice.order === 'size'
      ? subsetsBySize(candidates.length)
      : subsetsByCost(
          candidates.map((region) => pooledElements(context.model.modalities, context.samples[sample], [region])),
        );
  let asked = 0;
  for (const subset of subsets) {
    if (asked === choice.maxQueries) return;
    asked += 1;
    yield subset.map((index) => candidates[index]);
  }
}

function take<T>(items: Generator<T>, count: number): readonly T[] {
  const taken: T[] = [];
  while (taken.length < count) {
    const next = items.next();
    if (next.done === true) break;
    taken.push(next.value);
  }
  return taken;
}
