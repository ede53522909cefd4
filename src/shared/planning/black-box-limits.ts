import {
  AttackChoice,
  budgetIndices,
  factsOf,
  latentModalities,
  perturbs,
  type AttackName,
  type Capability,
} from '../attacks/attack';
import { textsOf } from '../attacks/edit';
import { attackSchemas } from '../attacks/registry';
import { blackBoxGives, type ImportedModel } from '../imported/imported-model';
import type { ModalitySpecs } from '../data/modality';
import type { Target } from '../data/target';
import { starterAttacks } from './attack-presets';
import { attackLimit } from './target-limits';

/** What an imported model gives, which of its texts gradients reach, and of which words can be put in the place of others. */
export type ImportedGives = Pick<ImportedModel, 'gives' | 'embedded' | 'worded'>;

/** What is held of a model of which nothing else is known. */
export const blackBox: ImportedGives = { gives: [...blackBoxGives], embedded: [], worded: [] };

export const capabilityWords: Readonly<Record<Capability, string>> = {
  labels: 'labels',
  scores: 'scores',
  embedding: 'the fused embedding',
  gradients: 'gradients',
};

/** Why an attack cannot be made on an imported model; a clause after its name. Null: it can. */
export function blackBoxLimit(
  attack: AttackChoice,
  modalities: ModalitySpecs,
  { gives, embedded, worded }: ImportedGives,
): string | null {
  const missing = factsOf(attack)
    .requires(attack)
    .filter((capability) => !gives.includes(capability));
  if (missing.length > 0) {
    return `needs ${missing.map((one) => capabilityWords[one]).join(' and ')}, which ${gives.length === blackBoxGives.length ? 'an imported model' : 'this imported model'} does not give`;
  }
  const unworded = attack.name === 'hotflip' ? attack.modalities.filter((id) => !worded.includes(id)) : [];
  if (unworded.length > 0) {
    return `puts words in the place of others, and which tokens "${unworded[0]}" has for them is not known of this imported model`;
  }
  if (!perturbs(attack)) return null;
  const latent = budgetIndices(attack)
    .flatMap((budget) => latentModalities(attack, budget, modalities))
    .filter((id) => !embedded.includes(id));
  return latent.length === 0
    ? null
    : `changes "${latent[0]}" in a model’s embedding space, and that of ${embedded.length === 0 ? 'an' : 'this'} imported model is not known`;
}

/** An attack in its usual settings, as far as they can be made. */
export interface UsualAttack {
  /** Not yet checked; empty where there is a reason. */
  readonly drafts: readonly object[];
  /** Why none of them can be made; null where one can. */
  readonly reason: string | null;
}

/** What of data decides how they can be attacked. */
export interface AttackedData {
  readonly modalities: ModalitySpecs;
  readonly target?: Target | undefined;
}

/**
 * An attack as a study would begin with it, in those settings that an imported model of such data can be put to.
 *
 * @param source model that an attack is made on that is not made on the one it is shown to
 */
export function usualAttack(
  name: AttackName,
  { modalities, target }: AttackedData,
  imported: ImportedGives,
  source?: string,
): UsualAttack {
  if (factsOf({ name }).kind === 'edit' && textsOf(modalities).length === 0) {
    return { drafts: [], reason: 'needs words to change, and the model reads no text' };
  }
  const settings = starterAttacks(name, modalities, source ?? 'another').flatMap((draft) => {
    const choice = AttackChoice.safeParse(draft);
    if (!choice.success) return [];
    return [{ draft, reason: blackBoxLimit(choice.data, modalities, imported) ?? attackLimit(choice.data, target) }];
  });
  const drafts = settings.flatMap(({ draft, reason }) => (reason === null ? [draft] : []));
  return { drafts, reason: drafts.length > 0 ? null : (settings.at(0)?.reason ?? 'has nothing to change here') };
}

/** The attacks, each with why an imported model of such data cannot be put to it, as a study would begin with it; null where it can. */
export function blackBoxAttacks(
  modalities: ModalitySpecs,
  imported: ImportedGives,
  target?: Target,
): readonly { readonly name: AttackName; readonly reason: string | null }[] {
  return attackSchemas.map(({ shape }) => {
    const name = shape.name.value;
    return { name, reason: usualAttack(name, { modalities, target }, imported).reason };
  });
}
