/**
 * The contract between attacks and the framework (`evaluate.ts`).
 *
 * An attack gets clean-correct samples and returns claims. The framework, never the attack, projects perturbations to
 * the budget, applies removals to the untouched sample, runs the model again and records success.
 */
import type * as tf from '@tensorflow/tfjs-core';
import type { Region } from '../../shared/modality';
import type { Sample } from '../data/dataset';
import type { FusedModel } from '../models/fused-model';
import type { Ball } from './gradient/ball';

/** What an attack may use while it works on one micro-batch. */
export interface AttackContext {
  readonly model: FusedModel;
  readonly samples: readonly Sample[];
  readonly seed: number;
  /** Throws LabError `cancelled`; called before every batch sent to the device. */
  readonly throwIfCancelled: () => void;
  /** Told of every query of a removal search, in logical order; for the step-by-step view. */
  readonly onQuery?: (query: ObservedQuery) => void;
}

export interface ObservedQuery {
  readonly sample: number;
  readonly stage: 'search' | 'combination';
  readonly regions: readonly Region[];
  readonly logits: Float32Array;
  readonly hit: boolean;
}

/** What a removal attack says of one sample. */
export interface RemovalClaim {
  /** Winning removal in the attack's own order, null for failure. */
  readonly regions: readonly Region[] | null;
  readonly candidates: number;
  /** As a sequential search would count them. */
  readonly queries: { readonly search: number; readonly combination: number };
  /** Every region set asked for, in logical order: what the random-search control replays at random places. */
  readonly asked: readonly (readonly Region[])[];
}

export type RemovalAttack<Choice> = (context: AttackContext, choice: Choice) => Promise<RemovalSearch>;
export interface RemovalSearch {
  readonly claims: readonly RemovalClaim[];
  /** Rows really computed, per sample: fewer than asked where answers were known. */
  readonly evaluated: readonly number[];
}

/** What a gradient attack says of a whole micro-batch. The caller disposes of `values`. */
export interface PerturbationClaim {
  /** Perturbed embedded values per attacked modality, [S, …]. */
  readonly values: Readonly<Record<string, tf.Tensor>>;
  readonly forward: readonly number[];
  readonly gradient: readonly number[];
}

export type PerturbationAttack<Choice> = (
  context: AttackContext,
  choice: Choice,
  ball: Ball,
) => Promise<PerturbationClaim>;
