import type { Adapters, TrainedAlone } from '../../shared/training/adapting';
import type { Integration } from '../../shared/training/integration';
import type { PartSizes } from '../../shared/models/part-sizes';
import type { Pretraining } from '../../shared/training/pretraining';
import type { CurvePoint } from '../../shared/training/training-progress';

/** What training gives. */
export interface Trained {
  /** safetensors file, whole. */
  readonly weights: Uint8Array;
  /** A file of adapters, whole, whose product is part of the weights, and what is told of it; null without any. */
  readonly adapters: { readonly bytes: Uint8Array; readonly facts: Adapters } | null;
  /** Of inputs that were trained each by itself, by modality; null of others. */
  readonly alone: Readonly<Record<string, TrainedAlone>> | null;
  readonly vocabulary: readonly string[];
  readonly parameters: number;
  readonly parts: PartSizes;
  readonly curve: readonly CurvePoint[];
  readonly bestEpoch: number;
  readonly test: { readonly correct: number; readonly count: number };
  /** Seconds that these answers took; null where they were not timed. */
  readonly answeringSeconds: number | null;
  /** null for a fusion whose decision is no sum over the modalities. */
  readonly integration: Integration | null;
  /** null where nothing was learned without labels. */
  readonly pretraining: Pretraining | null;
  readonly seconds: number;
}

/** What training says before it is done. */
export type TrainingUpdate =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number; readonly detail: string | null }
  | {
      /** The learning curve so far: after every epoch, and at the start of a training that goes on. */
      readonly kind: 'curve';
      readonly curve: readonly CurvePoint[];
    }
  | {
      /** A safetensors file from which training continues bit-equal. */
      readonly kind: 'checkpoint';
      readonly bytes: Uint8Array;
    };
