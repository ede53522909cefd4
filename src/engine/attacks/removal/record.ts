/** One micro-batch of a removal cell: attack, confirmation, controls, records. */
import type { DecouplingChoice } from '../../../shared/attack';
import { LabError } from '../../../shared/errors';
import { noOpAllowed, type RemovalRecord } from '../../../shared/record';
import type { AttackContext } from '../attack';
import type { MicroBatch } from '../micro-batch';
import type { Outputs } from '../prediction';
import { confirmRemovals } from './confirm';
import { randomRemovals, randomSearch, wholeModalities } from './controls';
import { decoupling } from './decoupling';
import { openRemovalQueries, type RemovalAnswer } from './queries';
import { totalElements } from './regions';

export async function recordRemovals(batch: MicroBatch, choice: DecouplingChoice): Promise<readonly RemovalRecord[]> {
  const context = { ...batch, samples: batch.attacked.map((index) => batch.samples[index]) };
  const attacked = context.samples.length === 0 ? [] : await attackAll(context, batch, choice);
  return batch.samples.map((sample, row): RemovalRecord => {
    const index = batch.attacked.indexOf(row);
    return {
      kind: 'removal',
      ...batch.fields(row),
      elements: totalElements(batch.model.modalities, sample),
      ...(index === -1 ? notAttacked : { attacked: true, ...attacked[index] }),
    };
  });
}

type Attacked = Pick<RemovalRecord, 'claimed' | 'found' | 'candidates' | 'queries' | 'wholeModality' | 'controls'>;

const notAttacked = {
  attacked: false,
  claimed: false,
  found: null,
  candidates: 0,
  queries: { search: 0, combination: 0, evaluated: 0 },
  wholeModality: {},
  controls: null,
} as const satisfies Attacked & { attacked: boolean };

async function attackAll(
  context: AttackContext,
  batch: MicroBatch,
  choice: DecouplingChoice,
): Promise<readonly Attacked[]> {
  const clean: Outputs = {
    logits: batch.attacked.map((index) => batch.clean.logits[index]),
    z: picked(batch.clean.z, batch.attacked),
  };
  const { claims, evaluated } = await decoupling(context, choice);
  const found = await confirmRemovals(
    batch,
    context.samples,
    clean,
    claims.map((claim) => claim.regions),
    choice.fills,
  );
  const queries = openRemovalQueries({ ...context, fills: choice.fills });
  try {
    const untouched = await queries.ask(context.samples.map((_, sample) => ({ sample, regions: [] })));
    const noOp = untouched.map((answer, index) =>
      noOpDifference(answer, clean.logits[index], context.samples[index].id),
    );
    const whole = await wholeModalities(context, queries, untouched);
    const winners = found.map((removal) => removal?.regions ?? null);
    const removals = await randomRemovals(context, queries, untouched, winners, choice.randomRemovals);
    const searches: Awaited<ReturnType<typeof randomSearch>>[] = [];
    for (let draw = 0; draw < choice.randomSearches; draw += 1) {
      searches.push(await randomSearch(context, queries, untouched, claims, draw));
    }
    return claims.map((claim, index) => ({
      claimed: claim.regions !== null,
      found: found[index],
      candidates: claim.candidates,
      queries: { ...claim.queries, evaluated: evaluated[index] },
      wholeModality: whole[index],
      controls: {
        noOp: noOp[index],
        randomRemoval: [...removals[index]],
        randomSearch: searches.map((draw) => draw[index]),
      },
    }));
  } finally {
    queries.dispose();
  }
}

function picked<T>(rows: readonly T[] | null, at: readonly number[]): readonly T[] | null {
  return rows === null ? null : at.map((index) => rows[index]);
}

/**
 * The no-op control (MUROAN §2.5, defect 2): the path that blanks inputs must not itself change what the model says.
 *
 * @throws LabError `internal` when it does, since every number of the cell would be worthless
 */
function noOpDifference(answer: RemovalAnswer, clean: Float32Array, sample: string): number {
  const difference = clean.reduce((largest, value, at) => Math.max(largest, Math.abs(value - answer.logits[at])), 0);
  if (!(difference <= noOpAllowed([...clean]))) {
    throw new LabError('internal', `Removing nothing changed a logit by ${difference}; no removal can be trusted.`, {
      where: `sample ${sample}`,
      remedy: 'Run "muroan devices" to see whether this device passes its self-test.',
    });
  }
  return difference;
}
