import type { GradientChoice } from '../../shared/attacks/attack';
import { ensembleMembers, memberTitle } from '../../shared/attacks/ensemble';
import { rateOf, type Rate } from '../statistics/estimate';

/** One attack of an ensemble in its turn. */
export interface MemberShare {
  /** `APGD-CE-100 l∞`. */
  readonly title: string;
  /** What it broke, of the samples that those before it left. */
  readonly broken: Rate;
}

/**
 * Who broke what. Members that a model does not have, such as gradients along frozen weights where nothing is weighed, are
 * left out where they broke nothing: no record says which they were.
 */
export function membersOf(
  choice: GradientChoice,
  attacked: readonly { readonly member: string | null; readonly group: string }[],
): readonly MemberShare[] {
  if (choice.name !== 'ensemble' || attacked.length === 0) return [];
  const always = new Set(ensembleMembers(choice, { embedding: true, weighs: false, solves: false }).map(memberTitle));
  let left = attacked;
  return ensembleMembers(choice).flatMap((one): readonly MemberShare[] => {
    const title = memberTitle(one);
    const came = left;
    left = came.filter(({ member }) => member !== title);
    if (left.length === came.length && !always.has(title)) return [];
    return [{ title, broken: rateOf(came.map(({ member, group }) => ({ hit: member === title, group }))) }];
  });
}
