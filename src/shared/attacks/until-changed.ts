import type { AttackFacts } from './facts';

/** The facts of attacks that change more and more of a sample until its answer changes: they have no radii. */
export const untilChangedFacts = {
  strongerThan: [],
  budgets: () => 1,
  modalities: ({ modalities }) => modalities,
  radii: () => ({}),
  climbsCrossEntropy: () => false,
  seeksAnswer: () => true,
  combinationCap: () => null,
  heldTo: () => null,
  fixedParts: () => null,
  triesAll: false,
  acrossFusions: () => null,
  doubts: () => [],
} as const satisfies Partial<AttackFacts<{ readonly modalities: readonly string[] }>>;
