/** What is said of models that answer for every pixel. */
import type { Flag } from '../flags/flag';
import type { Estimate } from '../statistics/estimate';
import type { BelowAnswer, FallAnswer } from './single-sensor';
import type { PixelTrust, PixelUnsoundness } from './trust';

/** mIoU of a model under one attack at one budget, or without an input. */
export interface PixelCondition {
  readonly key: string;
  readonly kind: 'attack' | 'degraded';
  readonly title: string;
  /** Inputs that are attacked or missing. */
  readonly modalities: readonly string[];
  readonly miou: Estimate;
  /** Lost against the untouched samples, paired. */
  readonly drop: Estimate;
  /**
   * Of one input attacked, where others are left: the same, with an interval that is widened for all such conditions of the
   * model (Bonferroni). Null elsewhere.
   */
  readonly fall: Estimate | null;
  /** Of each class, in their order. */
  readonly byClass: readonly Estimate[];
  /** Under random noise on the boundary of the same ball; null where nobody attacks. */
  readonly noise: Estimate | null;
  /**
   * Of one input attacked, where others are left: this mIoU minus that of the best model that sees one of those alone,
   * untouched, paired. The interval is widened for all such conditions of the model (Bonferroni). Null elsewhere.
   */
  readonly gap: { readonly single: string; readonly estimate: Estimate } | null;
  /** How far figures under the attack can be trusted; null where nobody attacks. */
  readonly trust: PixelTrust | null;
  /**
   * Of one budget shared among inputs: this mIoU minus what the strongest attack leaves that spends all of it on one of
   * them, paired. Null elsewhere.
   */
  readonly split: { readonly single: string; readonly estimate: Estimate } | null;
}

/** mIoU of the samples that were recorded in one way, such as by night. */
export interface PixelPart {
  readonly name: string;
  readonly samples: number;
  readonly miou: Estimate;
  readonly alone: readonly { readonly modality: string; readonly miou: Estimate }[];
  readonly conditions: readonly { readonly key: string; readonly title: string; readonly miou: Estimate }[];
}

export interface PixelModel {
  readonly model: string;
  /** Of the plan, whose seed the model was trained with. */
  readonly subject: string;
  readonly seed: number;
  readonly title: string;
  readonly miou: Estimate;
  readonly byClass: readonly Estimate[];
  readonly alone: readonly { readonly modality: string; readonly miou: Estimate }[];
  readonly conditions: readonly PixelCondition[];
  /** Empty for data that do not say how a sample was recorded. */
  readonly parts: readonly PixelPart[];
  /**
   * Of attacks on one input alone: does it fall, and does it fall below what another input gives by itself? Null where no input
   * was attacked by itself, there is nothing to compare with, or the model is void. Of masked gradients neither is answered
   * in favour of the model.
   */
  readonly falls: FallAnswer | null;
  readonly besideSingle: BelowAnswer | null;
  /** Why nothing may be said in its favour; empty where it may. */
  readonly unsound: readonly PixelUnsoundness[];
  readonly flags: readonly Flag[];
}

/** All that is said of models that answer for every pixel. */
export interface SegmentationAnalysis {
  readonly classes: readonly string[];
  readonly models: readonly PixelModel[];
}
