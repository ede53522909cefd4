import type { Estimate } from '../statistics/estimate';

/** A difference of accuracies that is tested. */
export interface Tested {
  /**
   * Two-sided p of that difference, sign-flip test by group; null without common samples, where what it is of is void, and where
   * the same was only computed once more on the same model.
   */
  readonly p: number | null;
  /** The same after Holm's correction over all tests that it is read with: of the two runs, or of several pairs shown. */
  readonly pHolm: number | null;
}

/** One attack on one pair of models, over the samples that both runs hold. Differences are a − b. */
export interface AttackDifference extends Tested {
  readonly title: string;
  /** What the attack is parametrised differently by, in words; empty where nothing differs. */
  readonly differences: readonly string[];
  /** `PGD on late: its path alters the input by itself`: why the difference says nothing; empty where it does. */
  readonly voids: readonly string[];
  /** `the gradients of late are masked`: why the difference tells of gradients, not of models; empty where it tells of these. */
  readonly masks: readonly string[];
  /** Share answered correctly after the attack, over all common samples. */
  readonly robustAccuracy: Estimate;
  /** Removed share, failures as 1, over the samples both answer correctly before the attack; null without removals. */
  readonly removedArea: Estimate | null;
}

/** One degradation at one level on one pair of models, over the samples that both runs hold. Differences are a − b. */
export interface DegradationDifference extends Tested {
  readonly title: string;
  /** What it is parametrised differently by, in words; empty where nothing differs. */
  readonly differences: readonly string[];
  /** Share of all common samples answered correctly from the degraded input. */
  readonly accuracy: Estimate;
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
  readonly degradations: readonly DegradationDifference[];
}

/** Samples, models, attacks and degradations of two runs paired with each other. */
export interface RunComparison {
  readonly a: string;
  readonly b: string;
  /** One run set beside itself: it differs from itself in nothing. */
  readonly sameRun: boolean;
  readonly commonSamples: number;
  readonly models: readonly ModelDifference[];
  /** Subjects, attacks and degradations that only one of the runs has. */
  readonly unpaired: readonly string[];
}
