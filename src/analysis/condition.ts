import { hashOf } from '../shared/identity';
import { modalitySet } from '../shared/data/modality-set';
import type { AttackSetting } from './attack-setting';
import type { DegradationSetting } from './degradation-setting';
import type { SingleSourceFamily } from './measures/single-source';
import type { WorstCase } from './measures/worst-case';

/** What a figure was measured under: an attack at a budget, a degradation at a level, or several attacks together. */
export interface Condition {
  /**
   * Equal for the same conditions of different runs, whatever these call them: a hash of all their settings. Versions are
   * no part of it, so that a condition is followed over them.
   */
  readonly identity: string;
  readonly title: string;
  readonly kind: 'removal' | 'perturbation' | 'edit' | 'degradation' | 'together';
  /** Of the implementation; null for several attacks. */
  readonly version: number | null;
}

export function attackIdentity({ choice, modalities, radii }: AttackSetting): string {
  // Of budgets those that apply, not the list that a plan has of them.
  const settings = Object.fromEntries(Object.entries(choice).filter(([field]) => !placed.has(field)));
  return hashOf({ attack: settings, modalities: modalitySet(modalities), radii });
}
const placed: ReadonlySet<string> = new Set(['budgets', 'modalities']);

export function degradationIdentity({ choice, level }: DegradationSetting): string {
  const settings = Object.fromEntries(Object.entries(choice).filter(([field]) => !levelled.has(field)));
  return hashOf({ degradation: settings, modalities: modalitySet(choice.modalities), level });
}
const levelled: ReadonlySet<string> = new Set(['levels', 'severities', 'modalities']);

export function attackCondition(setting: AttackSetting): Condition {
  const { kind, title, version } = setting;
  return { identity: attackIdentity(setting), title, kind, version };
}

export function degradationCondition(setting: DegradationSetting): Condition {
  const { title, version } = setting;
  return { identity: degradationIdentity(setting), title, kind: 'degradation', version };
}

/** Several attacks at one budget, per sample the worst. */
export function worstCondition({ title, settings }: WorstCase): Condition {
  return { identity: hashOf({ worstOf: settings.map(attackIdentity).sort() }), title, kind: 'together', version: null };
}

/** An attack on each of several modalities by itself. */
export function oneByOneCondition({ title, sources }: SingleSourceFamily): Condition {
  const identities = sources.map(({ setting }) => attackIdentity(setting));
  return {
    identity: hashOf({ oneByOne: identities.sort() }),
    title: `${title}, one input at a time`,
    kind: 'together',
    version: null,
  };
}

/** All removal attacks of a run. */
export function removalsTogether(settings: readonly AttackSetting[]): Condition {
  const removals = settings.filter(({ kind }) => kind === 'removal').map(attackIdentity);
  return {
    identity: hashOf({ together: removals.sort() }),
    title: 'All removal attacks together',
    kind: 'together',
    version: null,
  };
}
