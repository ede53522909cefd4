/**
 * The lab's own search for a small removal: no published method. It starts from nothing, asks no more questions than the
 * decoupling attack, and removes by the same path.
 */
import { decouplingBeside, type LabSearchChoice } from '../../../shared/attacks/attack';
import type { Region } from '../../../shared/data/modality';
import type { AttackContext, RemovalAttack } from '../attack';
import { decoupling } from './decoupling';
import { costOf } from './objective';
import { largestParts, partsOf } from './parts';
import { proposals, type Proposals, type Told } from './proposals';
import { removalQueries, untouchedAnswers, type RemovalAnswer } from './queries';
import { outermost, regionsKey } from './regions';
import { worstCaseQueries } from './worst-case-queries';

export const labSearch: RemovalAttack<LabSearchChoice> = async (context, choice) => {
  const allowed = await allowances(context, choice);
  const clean = untouchedAnswers(context);
  const queries = removalQueries(context, choice.fills, 'logits');
  try {
    const searches = context.samples.map((_, sample) => openSearch(context, choice, sample, allowed[sample]));
    for (;;) {
      const active = searches.flatMap((search) => {
        const questions = search.questions();
        return questions.length === 0 ? [] : [{ search, questions }];
      });
      if (active.length === 0) break;
      const answers = await queries.ask(
        active.flatMap(({ search, questions }) => questions.map((regions) => ({ sample: search.sample, regions }))),
      );
      let at = 0;
      for (const { search, questions } of active) {
        const own = answers.slice(at, (at += questions.length));
        questions.forEach((regions, index) => {
          const told = toldBy(clean[search.sample], own[index]);
          search.note(regions, told);
          context.onQuery?.({
            sample: search.sample,
            stage: regions.length === 1 ? 'search' : 'combination',
            regions,
            logits: own[index].logits,
            hit: told.changes,
          });
        });
      }
    }
    const claims = searches.map((search) => {
      const { sample, asked } = search;
      const alone = asked.filter((regions) => regions.length === 1).length;
      return {
        regions: search.found(),
        candidates: search.weighty(),
        queries: { search: alone, combination: asked.length - alone, allowed: allowed[sample] },
        asked,
      };
    });
    return { claims, evaluated: [...queries.evaluated], encoded: [...queries.encoded] };
  } finally {
    queries.dispose();
  }
};

/** Queries that each sample may be asked. */
async function allowances(context: AttackContext, choice: LabSearchChoice): Promise<readonly number[]> {
  switch (choice.allowance) {
    case 'spent': {
      // Only its count is taken over: what it found, and what it was told, would be a warm start.
      const { claims } = await decoupling(withoutAudience(context), decouplingBeside(choice));
      return claims.map(({ queries: { search, combination } }) => search + combination);
    }
    case 'worst-case':
      return context.samples.map((sample) => worstCaseQueries(context.model.modalities, choice, sample));
    case 'fixed':
      return context.samples.map(() => choice.queries);
    default:
      return choice.allowance satisfies never;
  }
}

/** The same, with nobody told of the queries. */
function withoutAudience(context: AttackContext): AttackContext {
  const { model, dataset, samples, embeddings, encodings, clean, seed, rowsAtOnce, pause } = context;
  return { model, dataset, samples, embeddings, encodings, clean, seed, rowsAtOnce, pause };
}

/** Falls closer than this are rounding of float32: parts that weigh the same are to stay in their order. */
const FINEST_FALL = 1e-5;

function toldBy(clean: RemovalAnswer, { lead, predicted }: RemovalAnswer): Told {
  const fall = clean.lead > 0 ? (clean.lead - lead) / clean.lead : 0;
  return { fall: Math.round(fall / FINEST_FALL) * FINEST_FALL, changes: predicted !== clean.predicted };
}

/** The search on one sample, between the questions that are answered for all samples together. */
interface OpenSearch {
  readonly sample: number;
  /** Every removal asked about, in order. */
  readonly asked: readonly (readonly Region[])[];
  /** What is to be asked next, no more than is allowed; empty at the end. */
  questions(): readonly (readonly Region[])[];
  note(regions: readonly Region[], told: Told): void;
  /** The smallest removal that changed the answer, the first of equals. */
  found(): readonly Region[] | null;
  /** Parts whose removal alone lowers the score. */
  weighty(): number;
}

function openSearch(context: AttackContext, choice: LabSearchChoice, index: number, allowed: number): OpenSearch {
  const specs = context.model.modalities;
  const sample = context.samples[index];
  const cost = costOf(specs, choice, sample);
  const proposed: Proposals = proposals({
    largest: Object.keys(specs).flatMap((id) =>
      choice.modalities.includes(id) ? largestParts(specs, choice.stop, sample, id) : [],
    ),
    partsOf: (region) => partsOf(specs, choice.stop, region),
    cost,
  });
  const asked: (readonly Region[])[] = [];
  const known = new Map<string, Told>();
  let waiting: readonly (readonly Region[])[] | null = null;
  let best: { readonly regions: readonly Region[]; readonly cost: number } | null = null;
  let weighty = 0;

  const unknown = (block: readonly (readonly Region[])[]): readonly (readonly Region[])[] => {
    const fresh = new Map(block.map((regions) => [keyOf(regions), regions]));
    return [...fresh].flatMap(([key, regions]) => (known.has(key) ? [] : [regions]));
  };

  return {
    sample: index,
    asked,
    questions: () => {
      while (asked.length < allowed) {
        const next = waiting === null ? proposed.next() : proposed.next(answersTo(waiting, known));
        if (next.done === true) return [];
        waiting = next.value;
        const fresh = unknown(waiting).slice(0, allowed - asked.length);
        if (fresh.length > 0) return fresh;
      }
      return [];
    },
    note: (regions, told) => {
      asked.push(regions);
      known.set(keyOf(regions), told);
      if (regions.length === 1 && told.fall > 0) weighty += 1;
      if (!told.changes) return;
      const own = cost(regions);
      if (best === null || own < best.cost) best = { regions, cost: own };
    },
    found: () => best?.regions ?? null,
    weighty: () => weighty,
  };
}

function keyOf(regions: readonly Region[]): string {
  return regionsKey(outermost(regions));
}

function answersTo(block: readonly (readonly Region[])[], known: ReadonlyMap<string, Told>): readonly Told[] {
  return block.map((regions) => {
    const told = known.get(keyOf(regions));
    if (told === undefined) throw new Error('A proposed removal went unanswered.');
    return told;
  });
}
