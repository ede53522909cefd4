/**
 * Decoupling attack: breaks a fused decision by removing as little of the input as possible.
 *
 * Source: Vishwamitra et al., arXiv 2112.12792, and the released code's search; its counting defects are not copied.
 */
import type { DecouplingChoice } from '../../../shared/attacks/attack';
import type { RemovalAttack } from '../attack';
import { searchCandidates } from './candidates';
import { combinationsOf, searchCombinations } from './combinations';
import { removalQueries, untouchedAnswers } from './queries';

export const decoupling: RemovalAttack<DecouplingChoice> = async (context, choice) => {
  const wanted = choice.criterion.name === 'embedding-argmax' ? 'zArgmax' : 'logits';
  const queries = removalQueries(context, choice.fills, wanted);
  try {
    const clean = untouchedAnswers(context);
    const searched = await searchCandidates(context, choice, queries, clean);
    const combined = await searchCombinations(
      context,
      queries,
      clean,
      searched.map(({ candidates }, sample) => combinationsOf(context, choice, sample, candidates)),
    );
    const claims = searched.map(({ candidates, asked }, index) => ({
      regions: combined[index].regions,
      candidates: candidates.length,
      queries: { search: asked.length, combination: combined[index].asked.length },
      asked: [...asked.map((region) => [region]), ...combined[index].asked],
    }));
    return { claims, evaluated: [...queries.evaluated], encoded: [...queries.encoded], released: true };
  } finally {
    queries.dispose();
  }
};
