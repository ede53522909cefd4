import { z } from 'zod';
import type { EditUnit } from './edit';
import type { AttackFacts } from './facts';
import { attackFacts, attackSchemas } from './registry';
import { modalityFacts, type ModalitySpecs } from '../data/modality';

export { Capability } from '../models/capability';
export { ApgdChoice } from './apgd';
export { Criterion, DecouplingChoice, StopRule } from './decoupling';
export { EnsembleChoice } from './ensemble';
export { ExhaustiveChoice } from './exhaustive';
export { FgsmChoice } from './fgsm';
export { Norm } from './gradient';
export { GradientWay, pathOf, type GradientPath } from './gradient-path';
export { HopSkipJumpChoice } from './hopskipjump';
export { HotflipChoice } from './hotflip';
export { decouplingBeside, LabSearchChoice } from './lab-search';
export { MfaChoice } from './mfa';
export { MimChoice } from './mim';
export { MisspellChoice } from './misspell';
export { PgdChoice } from './pgd';
export { SquareChoice } from './square';
export { TransferChoice } from './transfer';

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
