/** What each attack's name runs. */
import { pathOf, type EditChoice, type GradientChoice, type RemovalChoice } from '../../shared/attacks/attack';
import { isAdaptive } from '../../shared/attacks/gradient-path';
import type { AttackContext, EditAttack, PerturbationClaim, PerturbationProblem, RemovalSearch } from './attack';
import { hotflip } from './edit/hotflip';
import { misspell } from './edit/misspell';
import { apgd } from './gradient/apgd';
import { ensemble } from './gradient/ensemble';
import { fgsm } from './gradient/fgsm';
import { hopSkipJump } from './gradient/hopskipjump';
import { mfa } from './gradient/mfa';
import { mim } from './gradient/mim';
import { pgd } from './gradient/pgd';
import { madeElsewhere } from './gradient/made-elsewhere';
import { square } from './gradient/square';
import { decoupling } from './removal/decoupling';
import { exhaustive } from './removal/exhaustive';
import { labSearch } from './removal/lab-search';

export function searchRemovals(context: AttackContext, choice: RemovalChoice): Promise<RemovalSearch> {
  switch (choice.name) {
    case 'decoupling':
      return decoupling(context, choice);
    case 'lab-search':
      return labSearch(context, choice);
    case 'exhaustive':
      return exhaustive(context, choice);
    default:
      return choice satisfies never;
  }
}

/** Along the computation that the choice asks for, if it does. */
export function perturb(problem: PerturbationProblem, choice: GradientChoice): Promise<PerturbationClaim> {
  return perturbAlong(isAdaptive(choice) ? problem.asked({ path: pathOf(choice) }) : problem, choice);
}

function perturbAlong(problem: PerturbationProblem, choice: GradientChoice): Promise<PerturbationClaim> {
  switch (choice.name) {
    case 'fgsm':
      return fgsm(problem, choice);
    case 'pgd':
      return pgd(problem, choice);
    case 'mim':
      return mim(problem, choice);
    case 'apgd':
      return apgd(problem, choice);
    case 'mfa':
      return mfa(problem, choice);
    case 'square':
      return square(problem, choice);
    case 'hopskipjump':
      return hopSkipJump(problem, choice);
    case 'ensemble':
      return ensemble(problem, choice, perturb);
    case 'transfer':
      // Of the model alone that it is shown to it can make nothing.
      return Promise.reject(madeElsewhere());
    default:
      return choice satisfies never;
  }
}

export function editing({ name }: EditChoice): EditAttack<EditChoice> {
  switch (name) {
    case 'hotflip':
      return hotflip;
    case 'misspell':
      return misspell;
    default:
      return name satisfies never;
  }
}
