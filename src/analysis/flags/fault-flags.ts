import { editsText } from '../../shared/attacks/edit';
import { countOf, decimal } from '../format';
import type { AttackFault } from '../measures/attack-faults';
import type { Raise, SharedFinding } from './flag';

/** What makes the figures of an attack on a model void. */
export function flagFaults(raise: Raise, faults: readonly AttackFault[]): void {
  for (const fault of faults) flagFault(raise, fault);
}

function flagFault(raise: Raise, fault: AttackFault): void {
  switch (fault.kind) {
    case 'no-op':
      raise(
        'no-op',
        'void',
        `Removing nothing changed a logit by up to ${fault.largestLogitChange.toExponential(1)} (allowed: 1e-4 of the largest logit, at least 1e-4) in ${countOf(fault.changed, 'sample')} of ${String(fault.n)}.`,
        'The removal path itself alters the input, so changed answers cannot be put down to what was removed. Check how the model and its input are prepared, then run the attack again.',
        changedBy('Removing nothing changed logits', fault),
      );
      break;
    case 'zero-budget':
      raise(
        'zero-budget',
        'void',
        `A perturbation of size zero changed a logit by up to ${fault.largestLogitChange.toExponential(1)} (allowed: 1e-4 of the largest logit, at least 1e-4) in ${countOf(fault.changed, 'sample')}.`,
        'The attack path itself alters the input, so its successes cannot be put down to the perturbation. Check how the model and its input are prepared, then run the attack again.',
        changedBy('A perturbation of size zero changed logits', fault),
      );
      break;
    case 'no-edit':
      raise(
        'zero-budget',
        'void',
        `No edit at all changed a logit by up to ${fault.largestLogitChange.toExponential(1)} (allowed: 1e-4 of the largest logit, at least 1e-4) in ${countOf(fault.changed, 'sample')}.`,
        'The path of the attack itself alters the input, so its successes cannot be put down to the words it changed. Check how the model and its input are prepared, then run the attack again.',
        changedBy('No edit at all changed logits', fault),
      );
      break;
    case 'beyond-edits':
      raise(
        'budget-exceeded',
        'void',
        `A text differs by ${editsText(fault.edits, fault.unit)}, above its budget ${String(fault.allowed)}.`,
        'Successes beyond the budget do not count. Run the attack again; if it happens again, it is a defect of the attack.',
        {
          statement: 'Texts differ by {}, above their budgets.',
          figure: `${editsText(fault.edits, fault.unit)} against ${String(fault.allowed)}`,
          brief: editsText(fault.edits, fault.unit),
          size: fault.edits,
        },
      );
      break;
    case 'success-at-zero':
      raise(
        'zero-budget',
        'void',
        `With a budget of zero the attack succeeds on ${countOf(fault.hits, 'sample')}.`,
        'Nothing may succeed there. Check how the model and its input are prepared, then run the attack again.',
        {
          statement: 'With a budget of zero, attacks succeed on {} of the samples.',
          figure: decimal(fault.hits),
          brief: decimal(fault.hits),
          size: fault.hits,
        },
      );
      break;
    case 'beyond-radius':
      raise(
        'budget-exceeded',
        'void',
        `A perturbation of the ${fault.modality} has norm ${decimal(fault.norm)}, above its budget ${decimal(fault.radius)}.`,
        'Successes beyond the budget do not count. Run the attack again; if it happens again, it is a defect of the attack.',
        {
          statement: `Perturbations of the ${fault.modality} have norms of {}, above their budgets.`,
          figure: `${decimal(fault.norm)} against ${decimal(fault.radius)}`,
          brief: decimal(fault.norm),
          size: fault.norm,
        },
      );
      break;
    case 'beyond-ball':
      raise(
        'budget-exceeded',
        'void',
        `Perturbations of all inputs together are ${decimal(fault.share)} of the one ball that holds them.`,
        'Successes beyond the budget do not count. Run the attack again; if it happens again, it is a defect of the attack.',
        {
          statement: 'Perturbations of all inputs together are {} of the one ball that holds them.',
          figure: decimal(fault.share),
          brief: decimal(fault.share),
          size: fault.share,
        },
      );
      break;
    default:
      fault satisfies never;
  }
}

function changedBy(
  what: string,
  {
    largestLogitChange,
    changed,
    n,
  }: { readonly largestLogitChange: number; readonly changed: number; readonly n: number },
): SharedFinding {
  const change = largestLogitChange.toExponential(1);
  return {
    statement: `${what}, by {} at most (allowed: 1e-4 of the largest logit, at least 1e-4).`,
    figure: `${change} in ${countOf(changed, 'sample')} of ${String(n)}`,
    brief: change,
    size: largestLogitChange,
  };
}
