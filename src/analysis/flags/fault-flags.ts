import { countOf, decimal } from '../format';
import type { AttackFault } from '../measures/attack-faults';
import type { Raise } from './flag';

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
        'The removal path itself alters the input, so changed answers cannot be put down to what was removed.',
      );
      break;
    case 'zero-budget':
      raise(
        'zero-budget',
        'void',
        `A perturbation of size zero changed a logit by up to ${fault.largestLogitChange.toExponential(1)} (allowed: 1e-4 of the largest logit, at least 1e-4) in ${countOf(fault.changed, 'sample')}.`,
        'The attack path itself alters the input, so its successes cannot be put down to the perturbation.',
      );
      break;
    case 'success-at-zero':
      raise(
        'zero-budget',
        'void',
        `With a budget of zero it succeeds on ${countOf(fault.hits, 'sample')}.`,
        'Nothing may succeed there.',
      );
      break;
    case 'beyond-radius':
      raise(
        'budget-exceeded',
        'void',
        `A perturbation of the ${fault.modality} has norm ${decimal(fault.norm)}, above its budget ${decimal(fault.radius)}.`,
        'Successes beyond the budget do not count.',
      );
      break;
    case 'beyond-ball':
      raise(
        'budget-exceeded',
        'void',
        `Perturbations of all inputs together are ${decimal(fault.share)} of the one ball that holds them.`,
        'Successes beyond the budget do not count.',
      );
      break;
    default:
      fault satisfies never;
  }
}
