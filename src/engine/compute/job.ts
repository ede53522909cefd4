import type { AttackCell, CleanCell } from '../../shared/plan';
import type { AttackChoice } from '../../shared/attack';
import type { DeviceKind } from '../../shared/device';
import type { AttackTrace } from '../../shared/protocol';
import type { CurvePoint, ModelSpec } from '../../shared/recipe';
import type { SampleRecord } from '../../shared/record';

/**
 * Work that a device worker does. Workers read the lab folder, never write to it; what they compute goes back to the
 * coordinator, the only writer.
 */
export type Job =
  | { readonly kind: 'train'; readonly spec: ModelSpec; readonly dataset: string; readonly checkpoint: string | null }
  | {
      readonly kind: 'evaluate';
      readonly cell: CleanCell | AttackCell;
      /** Folder of the trained model. */
      readonly model: string;
      /** Folder of the data set. */
      readonly dataset: string;
      /** One micro-batch. */
      readonly rows: readonly number[];
    }
  | {
      readonly kind: 'trace';
      readonly attack: AttackChoice;
      readonly model: string;
      readonly dataset: string;
      readonly row: number;
    }
  | { readonly kind: 'self-test'; readonly measure: boolean };

export type JobResult =
  | { readonly kind: 'train'; readonly trained: Trained }
  | { readonly kind: 'evaluate'; readonly records: readonly SampleRecord[] }
  | { readonly kind: 'trace'; readonly trace: AttackTrace }
  | {
      readonly kind: 'self-test';
      readonly error: number;
      readonly speed: { readonly forward: number; readonly inputGradient: number } | null;
    };

export interface Trained {
  /** safetensors file, whole. */
  readonly weights: Uint8Array;
  readonly vocabulary: readonly string[];
  readonly parameters: number;
  readonly curve: readonly CurvePoint[];
  readonly bestEpoch: number;
  readonly test: { readonly correct: number; readonly count: number };
  readonly seconds: number;
}

/** What a worker says before it is done. */
export type JobUpdate =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number; readonly detail: string | null }
  | {
      /** A safetensors file from which training continues bit-equal. */
      readonly kind: 'checkpoint';
      readonly bytes: Uint8Array;
    };

export interface WorkerOptions {
  readonly device: DeviceKind;
}
