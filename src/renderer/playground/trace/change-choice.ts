import { AttackChoice, factsOf, type AttackName, type GradientChoice, type Norm } from '../../../shared/attack';
import { modalityFacts, type ModalitySpecs } from '../../../shared/modality';
import { parse } from '../../../shared/parse';
import { usualRadius } from '../../../shared/planning/attack-presets';
import { attackCatalogue } from '../../../shared/planning/recipe-catalogue';

/** Gradient attacks of the catalogue, by name. */
export const gradientAttacks: readonly { readonly name: AttackName; readonly label: string }[] = attackCatalogue()
  .map(({ name }) => factsOf({ name: name as AttackName }))
  .filter(({ kind }) => kind === 'perturbation')
  .map(({ name, label }) => ({ name: name as AttackName, label }));

/** What a person has chosen; a radius is a text while it is no number. */
export interface ChangeDraft {
  readonly name: AttackName;
  readonly norm: Norm;
  /** Modalities that are changed. */
  readonly modalities: readonly string[];
  /** Those given by hand, by modality. */
  readonly radii: Readonly<Record<string, number | string>>;
  /** For attacks that take steps. */
  readonly steps: number | string;
}

/** A radius that is usual for a modality in a norm, to four digits: 8/255 is 0.03137. */
export function radiusFor(specs: ModalitySpecs, modality: string, norm: Norm): number {
  return Number(usualRadius[specs[modality].kind][norm].toPrecision(4));
}

export function isLatent(specs: ModalitySpecs, modality: string): boolean {
  return modalityFacts[specs[modality].kind].latent;
}

/** Takes its steps one by one, so that their number is to be chosen. */
export function takesSteps(name: AttackName): boolean {
  return attackCatalogue().some(
    (choice) => choice.name === name && choice.fields.some((field) => field.name === 'steps'),
  );
}

/** The attack as the engine is asked for it. @throws LabError `invalid` naming the field */
export function choiceOf(draft: ChangeDraft, specs: ModalitySpecs): GradientChoice {
  const { name, norm, modalities, radii, steps } = draft;
  const budget = Object.fromEntries(modalities.map((id) => [id, radii[id] ?? radiusFor(specs, id, norm)]));
  const choice = { name, norm, budgets: [budget], ...(takesSteps(name) ? { steps } : {}) };
  return parse(AttackChoice, choice, 'attack') as GradientChoice;
}
