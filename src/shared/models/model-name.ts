import { z } from 'zod';
import { visibleText } from '../text/visible-text';

/** Characters of a name: as much as a table shows of it. */
export const longestModelName = 80;

/**
 * What people call a trained model, of a lab's own: part of no hash and no identity. One line, without blanks around it;
 * composed (NFC), so that equal looks are equal texts.
 */
export const ModelName = z
  .string()
  .normalize('NFC')
  .trim()
  .min(1)
  .max(longestModelName)
  .refine((name) => visibleText(name) === name, {
    error: 'holds a line break or an invisible character. Use letters, digits, blanks and signs that can be seen.',
  });

/** A model of the lab that somebody has named. */
export const NamedModel = z.strictObject({ model: z.string().length(64), name: ModelName });
export type NamedModel = z.infer<typeof NamedModel>;

/** Names by model id. */
export type ModelNames = ReadonlyMap<string, string>;

export function modelNames(named: readonly NamedModel[]): ModelNames {
  return new Map(named.map(({ model, name }) => [model, name]));
}

/** Would a person take the two for one name? Capitals make no difference. */
export function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** A model with its name, if it has one, and what it is made of: `Baseline · concat (cnn + mean-words, mlp) · seed 0`. */
export function withName(title: string, name: string | null | undefined): string {
  return name === null || name === undefined ? title : `${name} · ${title}`;
}
