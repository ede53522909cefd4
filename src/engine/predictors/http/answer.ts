import { z } from 'zod';
import { LabError } from '../../../shared/errors';
import { ClassName } from '../../../shared/data/dataset';
import { PredictorSignature } from '../../../shared/imported/signature';
import { parseJson } from '../../../shared/json/json-file';
import { refuseRepeatedNames } from '../../../shared/json/json-names';
import type { HostTensor } from '../host-tensor';

/** What a predictor says it serves. */
export const Served = z.object({
  protocol: z.literal('muroan.predictor'),
  version: z.literal(1),
  ...PredictorSignature.shape,
  classes: z.array(ClassName).max(10_000).optional(),
});
export type Served = z.infer<typeof Served>;

/** @throws LabError `damaged` for what is no description by the protocol */
export function readServed(bytes: Uint8Array, where: string): Served {
  const served = Served.safeParse(jsonOf(bytes, where));
  if (served.success) return served.data;
  const [{ path, message }] = served.error.issues;
  throw wrong(where, `does not say what it serves by the protocol: ${path.join('.') || 'the answer'}: ${message}.`);
}

/**
 * One output: rows of numbers, all equally long, or one number a sample.
 *
 * @throws LabError `damaged` for anything else, naming what
 */
export function readOutput(bytes: Uint8Array, name: string, where: string): HostTensor {
  const answer = jsonOf(bytes, where);
  const rows =
    typeof answer === 'object' && answer !== null && Object.hasOwn(answer, name)
      ? (answer as Record<string, unknown>)[name]
      : undefined;
  if (!Array.isArray(rows) || rows.length === 0) throw wrong(where, `gives no rows of "${name}".`);
  if (typeof rows[0] === 'number') {
    const strange = rows.findIndex((value) => typeof value !== 'number');
    if (strange !== -1) throw wrong(where, `gives no number in row ${strange} of "${name}".`);
    return { type: 'float32', shape: [rows.length], data: Float32Array.from(rows as readonly number[]) };
  }
  const width = Array.isArray(rows[0]) ? rows[0].length : 0;
  if (width === 0) throw wrong(where, `gives no numbers in row 0 of "${name}".`);
  const data = new Float32Array(rows.length * width);
  rows.forEach((row: unknown, index) => {
    if (!Array.isArray(row) || row.length !== width) {
      throw wrong(where, `gives row ${index} of "${name}" another length than row 0 (${width}).`);
    }
    row.forEach((value: unknown, place) => {
      if (typeof value !== 'number')
        throw wrong(where, `gives no number in row ${index}, place ${place} of "${name}".`);
      data[index * width + place] = value;
    });
  });
  return { type: 'float32', shape: [rows.length, width], data };
}

function jsonOf(bytes: Uint8Array, where: string): unknown {
  const { text, value } = parsed(bytes, where);
  // Numbers, which most of an answer is, need not be walked through where a single text could not be there twice.
  if (textsIn(text, 2) > 1) refuseTwice(text, where);
  return value;
}

function parsed(bytes: Uint8Array, where: string): { readonly text: string; readonly value: unknown } {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { text, value: parseJson(text, where) };
  } catch {
    // NaN and Infinity, which Python writes, are no JSON either.
    throw wrong(where, 'answers with what is no JSON; NaN and Infinity are none.');
  }
}

/** Texts in JSON, counted no further than asked; one with quotes in it counts as more. */
function textsIn(json: string, most: number): number {
  let quotes = 0;
  for (let at = json.indexOf('"'); at !== -1 && quotes < 2 * most; at = json.indexOf('"', at + 1)) quotes += 1;
  return quotes / 2;
}

function refuseTwice(json: string, where: string): void {
  try {
    refuseRepeatedNames(json, 'the answer');
  } catch (error) {
    throw wrong(where, `gives a field twice: ${error instanceof LabError ? (error.where ?? '') : String(error)}.`);
  }
}

function wrong(where: string, message: string): LabError {
  return new LabError('damaged', message, {
    where,
    remedy: 'Let it answer as docs/predictor.md says.',
  });
}
