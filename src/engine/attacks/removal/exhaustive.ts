/** All combinations of few parts, cheapest first: the first that changes the label is the smallest removal there is. */
import type { ExhaustiveChoice } from '../../../shared/attacks/attack';
import { mostParts } from '../../../shared/attacks/exhaustive';
import { LabError } from '../../../shared/errors';
import type { Region } from '../../../shared/data/modality';
import type { AttackContext, RemovalAttack } from '../attack';
import { searchCombinations } from './combinations';
import { costOf } from './objective';
import { largestParts } from './parts';
import { removalQueries, untouchedAnswers } from './queries';
import { subsetsByCost } from './subsets';

/** @throws LabError `unsupported` for a sample of too many parts */
export const exhaustive: RemovalAttack<ExhaustiveChoice> = async (context, choice) => {
  const parts = context.samples.map((_, sample) => partsOfSample(context, choice, sample));
  const queries = removalQueries(context, choice.fills, 'logits');
  try {
    const searched = await searchCombinations(
      context,
      queries,
      untouchedAnswers(context),
      parts.map((own, sample) => allOf(context, choice, sample, own)),
    );
    const claims = searched.map(({ regions, asked }, sample) => ({
      regions,
      candidates: parts[sample].length,
      queries: { search: 0, combination: asked.length },
      asked,
    }));
    return { claims, evaluated: [...queries.evaluated], encoded: [...queries.encoded] };
  } finally {
    queries.dispose();
  }
};

function partsOfSample(context: AttackContext, choice: ExhaustiveChoice, index: number): readonly Region[] {
  const specs = context.model.modalities;
  const sample = context.samples[index];
  const parts = Object.keys(specs).flatMap((id) =>
    choice.modalities.includes(id) ? largestParts(specs, { rule: 'grid', cells: choice.cells }, sample, id) : [],
  );
  if (parts.length > mostParts) {
    throw new LabError(
      'unsupported',
      `It has ${String(parts.length)} parts; all combinations of at most ${String(mostParts)} can be tried.`,
      { where: `sample ${sample.id}`, remedy: 'Give fewer cells, or search fewer modalities.' },
    );
  }
  return parts;
}

/** The cells of a grid do not overlap, so what a combination costs is the sum of its parts. */
function* allOf(
  context: AttackContext,
  choice: ExhaustiveChoice,
  sample: number,
  parts: readonly Region[],
): Generator<readonly Region[]> {
  const cost = costOf(context.model.modalities, choice, context.samples[sample]);
  for (const subset of subsetsByCost(parts.map((part) => cost([part])))) yield subset.map((index) => parts[index]);
}
