import * as tf from '@tensorflow/tfjs-core';
import type { EncoderPart } from './encoders/encoder';
import type { Embedded } from './fused-model';
import type { OpenEncoder } from './incremental';
import type { ParameterReader } from './parameters';

/**
 * Where a window of a map gives, bit for bit, what the whole map gives at its place: their kernels add up each output in
 * one order, wherever it lies. Libraries that choose an algorithm by the size of their input promise no such thing.
 */
const EXACT_BACKENDS: readonly string[] = ['wasm', 'cpu'];

/** What may be kept of untouched rows and of single boxes: half a gigabyte. */
const MOST_KEPT_FLOATS = 1 << 27;

/** See `FusedModel.openEncoder`. */
export function openEncoder({ incremental }: EncoderPart, p: ParameterReader, embedded: Embedded): OpenEncoder | null {
  if (incremental === undefined) return null;
  if (!EXACT_BACKENDS.includes(tf.getBackend())) return null;
  if (embedded.values.shape[0] * incremental.keptFloats > MOST_KEPT_FLOATS) return null;
  return incremental.open(p, embedded, MOST_KEPT_FLOATS);
}
