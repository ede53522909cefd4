import type { Estimate } from '../statistics/estimate';

/** One attack on one pair of models, over the samples that both runs hold. Differences are a − b. */
export interface AttackDifference {
  readonly title: string;
  /** What the attack is parametrised differently by, in words; empty where nothing differs. */
  readonly differences: readonly string[];
  /** Share answered correctly after the attack, over all common samples. */
  readonly robustAccuracy: Estimate;
  /**
   * Two-sided p of that difference, sign-flip test by group; null without common samples, where a model is void, and where
   * the same attack on the same model was only computed once more.
   */
  readonly p: number | null;
  /** The same after Holm's correction over all tests that it is read with: of the two runs, or of several pairs shown. */
  readonly pHolm: number | null;
  /** Removed share, failures as 1, over the samples both answer correctly before the attack; null without removals. */
  readonly removedArea: Estimate | null;
}

export interface ModelDifference {
  readonly a: string;
  readonly b: string;
  readonly seed: number;
  /** The very same trained model in both runs. */
  readonly sameModel: boolean;
  /** `concat has learnt nothing`: why the differences say nothing; empty where they do. */
  readonly voids: readonly string[];
  readonly cleanAccuracy: Estimate;
  readonly attacks: readonly AttackDifference[];
}

/** Samples, models and attacks of two runs paired with each other. */
export interface RunComparison {
  readonly a: string;
  readonly b: string;
  /** One run set beside itself: it differs from itself in nothing. */
  readonly sameRun: boolean;
  readonly commonSamples: number;
  readonly models: readonly ModelDifference[];
  /** Subjects and attacks that only one of the runs has. */
  readonly unpaired: readonly string[];
}
