import type { AttackKind } from '../../../shared/attacks/facts';
import { AttackChoice, factsOf, type AttackName } from '../../../shared/attacks/attack';
import { attackFacts } from '../../../shared/attacks/registry';
import { texts } from '../../texts/catalogue';
import type { AttackDraft } from '../../plans/plan-draft';

/** An attack of a plan by its place and its name: `2. PGD-20 l∞`; what is not sound yet goes by its plain name. */
export function attackTitle(attack: AttackDraft, index: number): string {
  return texts.builder.attacks.number(index + 1, titleOf(attack));
}

function titleOf(attack: AttackDraft): string {
  const kind = kindOf(attack);
  if (kind === null) return attack.name;
  // Radii as text are no radii for the schema, and no part of the short title either.
  const choice = AttackChoice.safeParse(attack.budgets === undefined ? attack : { ...attack, budgets: [{}] });
  if (!choice.success) return factsOf({ name: attack.name as AttackName }).label;
  const title = factsOf(choice.data).shortTitle(choice.data);
  return kind !== 'perturbation' ? `${title} · ${(attack.modalities ?? []).join(' + ')}` : title;
}

/** Null for an attack that this version does not know. */
export function kindOf({ name }: Pick<AttackDraft, 'name'>): AttackKind | null {
  return Object.hasOwn(attackFacts, name) ? factsOf({ name: name as AttackName }).kind : null;
}
