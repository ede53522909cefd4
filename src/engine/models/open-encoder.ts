import type { EncoderPart } from './encoders/encoder';
import type { Embedded } from './fused-model';
import type { OpenEncoder } from './incremental';
import type { ParameterReader } from './parameters';
import { windowsPay } from './windows-pay';

/** What may be kept of untouched rows and of single boxes: half a gigabyte. */
const MOST_KEPT_FLOATS = 1 << 27;

/** See `FusedModel.openEncoder`. */
export function openEncoder({ incremental }: EncoderPart, p: ParameterReader, embedded: Embedded): OpenEncoder | null {
  if (incremental === undefined) return null;
  if (!windowsPay()) return null;
  if (embedded.values.shape[0] * incremental.keptFloats > MOST_KEPT_FLOATS) return null;
  return incremental.open(p, embedded, MOST_KEPT_FLOATS);
}
