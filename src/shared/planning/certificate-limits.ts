import type { DatasetManifest } from '../data/dataset';
import { certificateLimit } from './target-limits';

/** A model of a plan while it is written: nothing needs to be right yet. */
interface Subject {
  readonly name?: unknown;
  readonly recipe: {
    readonly encoders?: Readonly<Record<string, unknown>> | undefined;
    readonly fusion?: { readonly name: string } | undefined;
    readonly head?: { readonly name: string } | undefined;
  };
}

/** Why radii of a model's own small changes cannot be had of it; a clause after a name. */
export const notSummed = 'needs logits that are sums over the inputs, as the fusion “crmt” gives them';

/** Are the logits weighted sums over the inputs? */
export function sumsInputs({ recipe }: Subject): boolean {
  return recipe.fusion?.name === 'crmt' && recipe.head?.name !== 'pixels';
}

/** A certificate as far as it is written: what it draws from by name, or by how many elements of it. */
interface Certificate {
  readonly name: string;
  readonly modalities?: unknown;
  readonly kept?: unknown;
}

/**
 * Why a certificate says nothing of one model, whatever it says of others; a clause after its name. Null: it does. A plan may
 * have it all the same as long as one of its models has it.
 */
export function subjectLimit(certificate: Certificate, subject: Subject): string | null {
  if (certificate.name === 'crmt') return sumsInputs(subject) ? null : notSummed;
  const { encoders = {} } = subject.recipe;
  const unread = drawnFrom(certificate).filter((id) => !Object.hasOwn(encoders, id));
  return unread.length === 0 ? null : `draws from ${unread.join(' and ')}, which is not read there`;
}

/** Models that a certificate says nothing of, and why. */
export interface LeftOut {
  readonly reason: string;
  readonly subjects: readonly string[];
}

/** One entry for each reason. */
export function leftOut(
  certificate: Certificate,
  subjects: readonly (Subject & { readonly name: string })[],
): readonly LeftOut[] {
  const names = new Map<string, string[]>();
  for (const subject of subjects) {
    const reason = subjectLimit(certificate, subject);
    if (reason !== null) names.set(reason, [...(names.get(reason) ?? []), subject.name]);
  }
  return [...names].map(([reason, own]) => ({ reason, subjects: own }));
}

function drawnFrom({ modalities, kept }: Certificate): readonly string[] {
  if (Array.isArray(modalities)) return modalities as readonly string[];
  return typeof kept === 'object' && kept !== null ? Object.keys(kept) : [];
}

/** Why a certificate cannot be chosen of any of these models of these data; the engine refuses the same. Null: it can. */
export function certificateReason(
  name: string,
  subjects: readonly Subject[],
  { target }: Pick<DatasetManifest, 'target'>,
): string | null {
  const limit = certificateLimit(name, target);
  if (limit !== null) return limit;
  return name === 'crmt' && subjects.length > 0 && !subjects.some(sumsInputs) ? notSummed : null;
}
