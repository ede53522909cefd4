import { LabError } from '../shared/errors';

/** How the devices say that memory ran out: V8, TensorFlow, Dawn. */
const sayings = [
  /array buffer allocation failed/i,
  /invalid (typed )?array length/i,
  /OOM when allocating/,
  /RESOURCE_EXHAUSTED/,
  /out of (device )?memory/i,
] as const;

export function isOutOfMemory(error: unknown): boolean {
  if (error instanceof LabError) return error.code === 'out-of-memory';
  return error instanceof Error && sayings.some((saying) => saying.test(error.message));
}
