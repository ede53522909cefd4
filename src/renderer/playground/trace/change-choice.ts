import { AttackChoice, factsOf, type AttackName, type GradientChoice, Norm } from '../../../shared/attacks/attack';
import { modalityFacts, type ModalitySpecs } from '../../../shared/data/modality';
import { parse, problemsOf } from '../../../shared/parse';
import type { Problem } from '../../../shared/problem';
import { usualRadius } from '../../../shared/planning/attack-presets';
import { attackCatalogue, type ChoiceField } from '../../../shared/planning/choice-catalogue';

/** Gradient attacks of the catalogue, by name; not what is made on another model, of which there is none here. */
export const gradientAttacks: readonly { readonly name: AttackName; readonly label: string }[] = attackCatalogue()
  .map(({ name }) => factsOf({ name: name as AttackName }))
  .filter(({ kind, name }) => kind === 'perturbation' && name !== 'transfer')
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

/** Norms that an attack has; @param name one of the catalogue */
export function normsOf(name: AttackName): readonly Norm[] {
  const own = fieldOf(name, 'norm')?.options ?? [];
  return Norm.options.filter((norm) => own.includes(norm));
}

/** The field for the number of steps, for an attack that takes them one by one; undefined for others. */
export function stepsField(name: AttackName): ChoiceField | undefined {
  return fieldOf(name, 'steps');
}

function fieldOf(name: AttackName, wanted: string): ChoiceField | undefined {
  return attackCatalogue()
    .find((choice) => choice.name === name)
    ?.fields.find((field) => field.name === wanted);
}

/** The attack as the engine is asked for it. @throws LabError `invalid` naming the field */
export function choiceOf(draft: ChangeDraft, specs: ModalitySpecs): GradientChoice {
  return parse(AttackChoice, wished(draft, specs), 'attack') as GradientChoice;
}

/** What is wrong with what was chosen, field by field: `attack.steps`, `attack.budgets[0].image`. */
export function choiceProblems(draft: ChangeDraft, specs: ModalitySpecs): readonly Problem[] {
  return problemsOf(AttackChoice, wished(draft, specs), 'attack');
}

function wished({ name, norm, modalities, radii, steps }: ChangeDraft, specs: ModalitySpecs): unknown {
  const budget = Object.fromEntries(
    modalities.map((id) => [id, Object.hasOwn(radii, id) ? given(radii[id]) : radiusFor(specs, id, norm)]),
  );
  return { name, norm, budgets: [budget], ...(stepsField(name) === undefined ? {} : { steps: given(steps) }) };
}

/** Of an emptied field nothing is given: the default counts, where there is one. */
function given(typed: number | string): number | string | undefined {
  return typed === '' ? undefined : typed;
}
