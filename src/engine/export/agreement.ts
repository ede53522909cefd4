/** How far what was exported is from the model that it came from. */
import { LabError } from '../../shared/errors';
import type { Agreement } from '../../shared/models/model-export';

/** Of the largest logit, or of 1: far above what float32 rounds in another order, far below what changes an answer. */
const TOLERANCE = 1e-3;

export function toleranceOf(logits: readonly (readonly number[])[]): number {
  return TOLERANCE * logits.flat().reduce((most, logit) => Math.max(most, Math.abs(logit)), 1);
}

/**
 * @param answers to the same samples, row by row
 * @param logits of the model itself
 * @param reader what answered
 * @throws LabError `internal` for answers that differ
 */
export function agreementOf(
  answers: ArrayLike<number>,
  logits: readonly (readonly number[])[],
  reader: string,
): Agreement {
  const own = logits.flat();
  const tolerance = toleranceOf(logits);
  const largest = own.reduce((most, logit, at) => Math.max(most, Math.abs(logit - answers[at])), 0);
  if (answers.length === own.length && largest <= tolerance) {
    return { samples: logits.length, largest, tolerance };
  }
  throw new LabError(
    'internal',
    answers.length === own.length
      ? `answers otherwise than the model when ${reader} reads it: by ${largest.toPrecision(3)}, allowed are ${tolerance.toPrecision(3)}. Nothing was written.`
      : `gives ${answers.length} numbers when ${reader} reads it, where the model gives ${own.length}. Nothing was written.`,
    {
      where: 'exported model',
      remedy: 'This is a fault of the program; please report it. The weights alone can be exported (safetensors).',
    },
  );
}
