import { z } from 'zod';
import type { EditUnit } from './attacks/edit';
import type { AttackFacts } from './attacks/facts';
import { attackFacts, attackSchemas } from './attacks/registry';
import { modalityFacts, type ModalitySpecs } from './modality';

export { Capability } from './capability';
export { ApgdChoice } from './attacks/apgd';
export { Criterion, DecouplingChoice, StopRule } from './attacks/decoupling';
export { EnsembleChoice } from './attacks/ensemble';
export { ExhaustiveChoice } from './attacks/exhaustive';
export { FgsmChoice } from './attacks/fgsm';
export { Norm } from './attacks/gradient';
export { GradientWay, pathOf, type GradientPath } from './attacks/gradient-path';
export { HopSkipJumpChoice } from './attacks/hopskipjump';
export { HotflipChoice } from './attacks/hotflip';
export { decouplingBeside, LabSearchChoice } from './attacks/lab-search';
export { MfaChoice } from './attacks/mfa';
export { MimChoice } from './attacks/mim';
export { MisspellChoice } from './attacks/misspell';
export { PgdChoice } from './attacks/pgd';
export { SquareChoice } from './attacks/square';
export { TransferChoice } from './attacks/transfer';

/** One attack with its parameters, as a plan holds it. */
export const AttackChoice = z.discriminatedUnion('name', attackSchemas);
export type AttackChoice = z.infer<typeof AttackChoice>;
export type AttackName = AttackChoice['name'];
/** Attacks of the kind `perturbation`. */
export type GradientChoice = Extract<AttackChoice, { readonly budgets: unknown }>;
/** Attacks of the kind `edit`. */
export type EditChoice = Extract<AttackChoice, { readonly maxEdits: unknown }>;
/** Attacks of the kind `removal`. */
export type RemovalChoice = Exclude<AttackChoice, GradientChoice | EditChoice>;

const facts: Readonly<Record<AttackName, AttackFacts<AttackChoice>>> = attackFacts;

export function factsOf({ name }: Pick<AttackChoice, 'name'>): AttackFacts<AttackChoice> {
  return facts[name];
}

/** Is the attack of the kind `removal`? */
export function removes(choice: AttackChoice): choice is RemovalChoice {
  return factsOf(choice).kind === 'removal';
}

/** Is the attack of the kind `perturbation`? Only these have budgets. */
export function perturbs(choice: AttackChoice): choice is GradientChoice {
  return factsOf(choice).kind === 'perturbation';
}

/** Is the attack of the kind `edit`? */
export function editsWords(choice: AttackChoice): choice is EditChoice {
  return factsOf(choice).kind === 'edit';
}

/** What an edit of the attack is. */
export function editUnit({ name }: Pick<EditChoice, 'name'>): EditUnit {
  switch (name) {
    case 'hotflip':
      return 'word';
    case 'misspell':
      return 'letter';
    default:
      return name satisfies never;
  }
}

/** Modalities that it perturbs in the model's embedding space, whose radii mean nothing for another model. */
export function latentModalities(choice: AttackChoice, budget: number, specs: ModalitySpecs): readonly string[] {
  if (!perturbs(choice)) return [];
  const touched = factsOf(choice).modalities(choice, budget);
  return touched.filter((id) => id in specs && modalityFacts[specs[id].kind].latent);
}

/** The same attack with the least work on the same path. */
export function shortest<Choice extends AttackChoice>(choice: Choice): Choice {
  return factsOf(choice).shortest(choice) as Choice;
}

/** Positions of an attack's budgets; one position where it has none. */
export function budgetIndices(choice: AttackChoice): readonly number[] {
  return Array.from({ length: factsOf(choice).budgets(choice) }, (_, index) => index);
}
