import type { Comparison } from '../comparison/subject-comparison';
import { negated, type Estimate } from '../statistics/estimate';
import { seedsNeeded } from '../statistics/significance';

/**
 * What a hardening does against one attack. `no-benefit`: whatever it does, it is less than `leastBenefit`; `inconclusive`:
 * neither a benefit, nor harm, nor that there is none.
 */
export type Finding = 'helps' | 'harms' | 'no-benefit' | 'inconclusive' | 'not-judged';

/** Of a share of the input, of the samples or of the answers: what is less is called no benefit. A choice of this lab. */
export const leastBenefit = 0.05;

/** A difference of a comparison, turned to be the named subject − the other. */
export function differenceFor(subject: string, { a }: Pick<Comparison, 'a'>, difference: Estimate): Estimate {
  return a === subject ? difference : negated(difference);
}

/** A difference of a comparison, turned so that above 0 the named subject is harder to break. */
export function inFavourOf(
  subject: string,
  comparison: Pick<Comparison, 'a' | 'measure'>,
  difference: Estimate,
): Estimate {
  const own = differenceFor(subject, comparison, difference);
  return comparison.measure === 'attack-success-rate' ? negated(own) : own;
}

/** What a comparison of a hardened subject with its plain twin says of the hardening. */
export function findingOf(hardened: string, comparison: Comparison): Finding {
  const { a, commonlyCorrect, conclusion, unjudged } = comparison;
  if (unjudged !== null || commonlyCorrect.value === null) return 'not-judged';
  switch (conclusion) {
    case 'a-harder-to-break':
      return a === hardened ? 'helps' : 'harms';
    case 'b-harder-to-break':
      return a === hardened ? 'harms' : 'helps';
    case 'inconclusive':
      return excludesBenefit(hardened, comparison) ? 'no-benefit' : 'inconclusive';
    default:
      return conclusion satisfies never;
  }
}

/**
 * The whole interval lies below the least benefit: of all changes, of mistakes alone, and by a control that does as well
 * as the attack. The interval over a few training seeds is too rough for that.
 */
function excludesBenefit(hardened: string, comparison: Comparison): boolean {
  const { seeds, commonlyCorrect, mistakesOnly, control } = comparison;
  if (seeds > 1 && seeds < seedsNeeded) return false;
  const shown = [commonlyCorrect, mistakesOnly, control?.difference ?? null].filter(
    (difference) => difference !== null,
  );
  return shown.every((difference) => {
    const { high } = inFavourOf(hardened, comparison, difference);
    return high !== null && high < leastBenefit;
  });
}

/** What several attacks say together; `mixed`: it helps against some and harms against others. */
export function together(findings: readonly Finding[]): Finding | 'mixed' {
  const judged = findings.filter((finding) => finding !== 'not-judged');
  if (judged.length === 0) return 'not-judged';
  const [helps, harms] = [judged.includes('helps'), judged.includes('harms')];
  if (helps || harms) return helps && harms ? 'mixed' : helps ? 'helps' : 'harms';
  return judged.every((finding) => finding === 'no-benefit') ? 'no-benefit' : 'inconclusive';
}
