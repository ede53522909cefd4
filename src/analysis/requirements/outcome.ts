import type { Answer, RequirementAnswer } from '../requirements';

/** What the requirements of a run come to together. */
export type RequirementsOutcome = Answer | 'none-asked';

/**
 * Of all answers for all models the least favourable: one that is not met decides before one that is inconclusive, as it
 * does for what the command line ends with.
 */
export function outcomeOf(answers: readonly Pick<RequirementAnswer, 'answer'>[]): RequirementsOutcome {
  const given = new Set(answers.map(({ answer }) => answer));
  return leastFavourableFirst.find((answer) => given.has(answer)) ?? 'none-asked';
}

const leastFavourableFirst = ['not-met', 'inconclusive', 'met'] as const satisfies readonly Answer[];
