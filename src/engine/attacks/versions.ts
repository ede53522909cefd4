/** What is known of each attack without loading a tensor library: its version and what it needs of a model. */
import type { AttackChoice, AttackName, Capability } from '../../shared/attack';

const versions = { decoupling: 1, fgsm: 2, pgd: 2 } as const satisfies Record<AttackName, number>;

/** Raised whenever an attack's results change for equal parameters; part of the identity of a cell. */
export function attackVersion(name: AttackName): number {
  return versions[name];
}

/** The capabilities an attack needs with these parameters. */
export function attackRequires(choice: AttackChoice): readonly Capability[] {
  switch (choice.name) {
    case 'decoupling':
      switch (choice.criterion.name) {
        case 'embedding-argmax':
          return ['labels', 'embedding'];
        case 'label':
          return ['labels'];
        case 'score-drop':
          return ['labels', 'scores'];
        default:
          return choice.criterion satisfies never;
      }
    case 'fgsm':
    case 'pgd':
      return ['labels', 'scores', 'gradients'];
    default:
      return choice satisfies never;
  }
}

/** The modalities an attack may change, for one of its budgets. */
export function attackedModalities(choice: AttackChoice, budgetIndex: number): readonly string[] {
  switch (choice.name) {
    case 'decoupling':
      return choice.modalities;
    case 'fgsm':
    case 'pgd':
      return Object.keys(choice.budgets[budgetIndex]);
    default:
      return choice satisfies never;
  }
}
