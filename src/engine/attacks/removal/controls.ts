/** What a removal attack is compared with: removing as much, and asking as often, at random places. */
import type { Region } from '../../../shared/data/modality';
import { modalityOf } from '../../modalities/registry';
import { randomFrom, type Random } from '../../random';
import type { AttackContext, RemovalClaim } from '../attack';
import type { RemovalAnswer, RemovalQueries } from './queries';
import { ofModality, pooledElements, removedElements } from './regions';

/**
 * Random removal of equal size: as much of each modality as the attack's winning removal, in the same shapes, at random
 * places, `draws` times.
 * Empty for samples where the attack found nothing: there is no size to match.
 */
export async function randomRemovals(
  context: AttackContext,
  queries: RemovalQueries,
  clean: readonly RemovalAnswer[],
  found: readonly (readonly Region[] | null)[],
  draws: number,
): Promise<readonly (readonly boolean[])[]> {
  const asked = found.flatMap((regions, sample) =>
    regions === null
      ? []
      : Array.from({ length: draws }, (_, draw) => ({
          sample,
          regions: displaced(context, sample, regions, drawKey(context, sample, 'random removal', draw)),
        })),
  );
  const answers = await queries.ask(asked);
  const flips: boolean[][] = found.map(() => []);
  asked.forEach(({ sample }, index) => {
    flips[sample].push(answers[index].predicted !== clean[sample].predicted);
  });
  return flips;
}

const BLOCK = 32;

/**
 * Random search with the attack's own number of queries and the same sizes, best kept: every query of the attack is
 * asked again with each region at a random place. Asked smallest first, so that the first flip is the best one and
 * the rest need not be computed; the result is that of asking all of them.
 *
 * @returns per sample, removed elements per modality of the smallest flip, or null
 */
export async function randomSearch(
  context: AttackContext,
  queries: RemovalQueries,
  clean: readonly RemovalAnswer[],
  claims: readonly RemovalClaim[],
  draw: number,
): Promise<readonly (Record<string, number> | null)[]> {
  const specs = context.model.modalities;
  const searches = claims.map((claim, sample) => {
    const random = drawKey(context, sample, 'random search', draw);
    return {
      sample,
      best: null as readonly Region[] | null,
      open: claim.asked
        .map((regions) => displaced(context, sample, regions, random))
        .map((regions) => ({ regions, size: pooledElements(specs, context.samples[sample], regions) }))
        .sort((a, b) => a.size - b.size),
    };
  });
  let active = searches.filter(({ open }) => open.length > 0);
  while (active.length > 0) {
    const blocks = active.map(({ open }) => open.splice(0, BLOCK));
    const asked = blocks.flatMap((block, index) =>
      block.map(({ regions }) => ({ sample: active[index].sample, regions })),
    );
    const answers = await queries.ask(asked);
    let at = 0;
    blocks.forEach((block, index) => {
      const search = active[index];
      const own = answers.slice(at, (at += block.length));
      const hit = own.findIndex((answer) => answer.predicted !== clean[search.sample].predicted);
      if (hit !== -1) search.best = block[hit].regions;
    });
    active = active.filter(({ best, open }) => best === null && open.length > 0);
  }
  return searches.map(({ sample, best }) =>
    best === null ? null : removedElements(specs, context.samples[sample], best),
  );
}

function displaced(
  context: AttackContext,
  sample: number,
  regions: readonly Region[],
  random: Random,
): readonly Region[] {
  const { inputs } = context.samples[sample];
  return Object.entries(context.model.modalities).flatMap(([id, spec]) =>
    modalityOf(spec).displaced(spec, inputs[id], ofModality(regions, id), random),
  );
}

function drawKey(context: AttackContext, sample: number, purpose: string, draw: number): Random {
  return randomFrom(context.seed, context.samples[sample].id, purpose, draw);
}

/** Whole-modality probe (MUROAN §2.5, defect 5): does the label change when all of a modality is gone? */
export async function wholeModalities(
  context: AttackContext,
  queries: RemovalQueries,
  clean: readonly RemovalAnswer[],
): Promise<readonly Record<string, boolean>[]> {
  const specs = Object.entries(context.model.modalities);
  const asked = context.samples.flatMap((sample, index) =>
    specs.map(([id, spec]) => ({ sample: index, regions: modalityOf(spec).roots(spec, sample.inputs[id], id) })),
  );
  const answers = await queries.ask(asked);
  return context.samples.map((_, index) =>
    Object.fromEntries(
      specs.map(([id], at) => [id, answers[index * specs.length + at].predicted !== clean[index].predicted]),
    ),
  );
}
