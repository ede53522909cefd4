import { AttackChoice, Norm, type AttackName } from '../../../src/shared/attacks/attack';
import { attackSchemas } from '../../../src/shared/attacks/registry';

/** Cheap settings of every attack there is: the compiler asks for those that come. */
export const cheapSettings: Readonly<Record<AttackName, readonly object[]>> = {
  decoupling: [{ maxQueries: 30 }, { criterion: { name: 'label' }, maxQueries: 30 }],
  'lab-search': [{ maxQueries: 20 }],
  exhaustive: [{ cells: 2 }],
  fgsm: [{}],
  pgd: [{ steps: 3, restarts: 2 }],
  mim: [{ steps: 3, restarts: 2 }],
  apgd: [
    { steps: 4, restarts: 2 },
    { steps: 4, loss: 'dlr' },
  ],
  mfa: [
    { steps: 3, towards: 'anchor' },
    { steps: 3, form: 'published', learningRate: 0.02 },
  ],
  square: [{ queries: 12 }],
  hopskipjump: [{ queries: 40, firstEstimate: 8 }],
  ensemble: [{ steps: 2, queries: 4 }],
  transfer: [
    { source: 'other', steps: 3 },
    { source: 'other', steps: 3, madeBy: 'apgd' },
    { source: 'other', madeBy: 'fgsm' },
  ],
  hotflip: [{ randomEdits: 1 }, { beam: 2, candidates: 3, randomEdits: 1 }],
  misspell: [
    { tries: 4, randomEdits: 1 },
    { tries: 4, keepEnds: false, randomEdits: 1 },
  ],
};

/** Norms that an attack may be given; none of one that removes. */
export function normsOf(name: AttackName): readonly Norm[] {
  const schema = attackSchemas.find(({ shape }) => shape.name.value === name);
  if (schema === undefined || !('norm' in schema.shape)) return [];
  const [own] = cheapSettings[name];
  return Norm.options.filter((norm) => AttackChoice.safeParse({ name, ...own, norm, budgets: [{ image: 1 }] }).success);
}
