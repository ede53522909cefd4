/** One micro-batch of a removal cell: attack, confirmation, controls, records. */
import type { RemovalChoice } from '../../../shared/attacks/attack';
import type { Region } from '../../../shared/data/modality';
import type { RemovalRecord } from '../../../shared/records/record';
import type { Dataset } from '../../data/dataset';
import type { AttackContext, RemovalClaim } from '../attack';
import { largestChange } from '../asked-again';
import { onAttacked, type MicroBatch } from '../micro-batch';
import { searchRemovals } from '../registry';
import { confirmRemovals, outputsWithout } from './confirm';
import { randomRemovals, randomSearch, wholeModalities } from './controls';
import { removalQueries, untouchedAnswers } from './queries';
import { totalElements } from './regions';

export async function recordRemovals(batch: MicroBatch, choice: RemovalChoice): Promise<readonly RemovalRecord[]> {
  const results = await onAttacked(batch, (attacked) => attackAll(attacked, batch.dataset, choice));
  return results.map((result, row): RemovalRecord => ({
    kind: 'removal',
    ...batch.fields(row),
    elements: totalElements(batch.model.modalities, batch.samples[row]),
    ...(result === null ? notAttacked : { attacked: true, ...result }),
  }));
}

type Attacked = Pick<RemovalRecord, 'claimed' | 'found' | 'candidates' | 'queries' | 'wholeModality' | 'controls'>;

const notAttacked = {
  attacked: false,
  claimed: false,
  found: null,
  candidates: 0,
  queries: { search: 0, combination: 0, evaluated: 0, encoded: {} },
  wholeModality: {},
  controls: null,
} as const satisfies Attacked & { attacked: boolean };

async function attackAll(
  context: AttackContext,
  dataset: Dataset,
  choice: RemovalChoice,
): Promise<readonly Attacked[]> {
  const nothing = context.samples.map((sample) => ({ sample, regions: [], fills: choice.fills }));
  const { logits } = await outputsWithout(context, nothing, 'logits');
  // The no-op control (MUROAN §2.5, defect 2): taken anew, from the removal of no region to the logits. What it finds is a flag.
  const noOp = logits.map((own, index) => largestChange(own, context.clean.logits[index]));
  const { claims, evaluated, encoded, released = false } = await searchRemovals(context, choice);
  const found = await confirmRemovals(
    { ...context, dataset },
    context.samples,
    context.clean,
    claims.map((claim) => claim.regions),
    choice.fills,
    released,
  );
  const winners = found.map((removal) => removal?.regions ?? null);
  const { whole, removals, searches } = await controls(context, choice, claims, winners);
  return claims.map((claim, index) => ({
    claimed: claim.regions !== null,
    found: found[index],
    candidates: claim.candidates,
    queries: { ...claim.queries, evaluated: evaluated[index], encoded: encoded[index] },
    wholeModality: whole[index],
    controls: {
      noOp: noOp[index],
      randomRemoval: [...removals[index]],
      randomSearch: searches.map((draw) => draw[index]),
    },
  }));
}

/** What the attack is compared with, on queries of their own: the attack's answers are not reused. */
async function controls(
  context: AttackContext,
  choice: RemovalChoice,
  claims: readonly RemovalClaim[],
  winners: readonly (readonly Region[] | null)[],
) {
  const queries = removalQueries(context, choice.fills, 'logits');
  try {
    const untouched = untouchedAnswers(context);
    const whole = await wholeModalities(context, queries, untouched);
    const removals = await randomRemovals(context, queries, untouched, winners, choice.randomRemovals);
    const searches: Awaited<ReturnType<typeof randomSearch>>[] = [];
    for (let draw = 0; draw < choice.randomSearches; draw += 1) {
      searches.push(await randomSearch(context, queries, untouched, claims, draw));
    }
    return { whole, removals, searches };
  } finally {
    queries.dispose();
  }
}
