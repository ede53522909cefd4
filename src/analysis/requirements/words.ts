import { countsMistakesOnly, type Requirement, type RequirementMeasure } from '../../shared/requirement';
import type { AttackSetting } from '../attack-setting';
import { percentEstimate, pointsEstimate } from '../format';
import { bareName } from '../measure';
import type { Estimate } from '../statistics/estimate';
import type { Candidate, OtherCount } from './candidates';

/** What a figure is in: a share, or a difference of shares. */
export type Unit = 'percent' | 'points';

export function unitOf({ measure }: Requirement): Unit {
  return measure === 'single-source-gap' ? 'points' : 'percent';
}

/** What was measured, in the unit that the requirement is about, with the other count beside it where there is one. */
export function measuredWords({
  estimate,
  unit,
  otherCount,
}: {
  readonly estimate: Estimate;
  readonly unit: Unit;
  readonly otherCount: OtherCount | null;
}): string {
  const beside =
    otherCount === null ? '' : `; counting ${otherCount.counting}, ${estimateWords(otherCount.estimate, unit)}`;
  return `${estimateWords(estimate, unit)}${beside}`;
}

function estimateWords(estimate: Estimate, unit: Unit): string {
  switch (unit) {
    case 'percent':
      return percentEstimate(estimate);
    case 'points':
      return pointsEstimate(estimate);
    default:
      return unit satisfies never;
  }
}

/** What is required, by the names of the same figures in the results. */
export const requirementMeasures: Readonly<Record<RequirementMeasure, string>> = {
  accuracy: bareName({ kind: 'accuracy' }),
  'robust-accuracy': bareName({ kind: 'robust-accuracy' }),
  'label-preserving-robust-accuracy': 'label-preserving robust accuracy (counting mistakes only)',
  'attack-success-rate': bareName({ kind: 'success-rate' }),
  'single-source-gap': bareName({ kind: 'single-source-gap' }),
  'degraded-accuracy': bareName({ kind: 'degraded-accuracy' }),
};

/** `robust accuracy under PGD-20 l∞ · image 0.03, at least 50 % at 95 % confidence`. */
export function statementOf(
  requirement: Requirement,
  candidate: Pick<Candidate, 'setting' | 'failing'> | null,
): string {
  const { setting = null, failing = null } = candidate ?? {};
  const under = setting === null ? (failing === null ? '' : `: ${failing.title}`) : ` under ${setting.title}`;
  const cap =
    requirement.removedAtMost === undefined
      ? ''
      : `, removing at most ${percentage(requirement.removedAtMost)}\u00a0% of each attacked modality`;
  return `${requirementMeasures[requirement.measure]}${under}${cap}, ${requirement.comparison === 'at-least' ? 'at least' : 'at most'} ${thresholdWords(requirement)} at ${percentage(requirement.confidence)} % confidence`;
}

/** In per cent, or for a difference of shares in points, as it is answered. */
export function thresholdWords(requirement: Requirement): string {
  const { threshold } = requirement;
  return unitOf(requirement) === 'percent'
    ? `${percentage(threshold)}\u00a0%`
    : `${percentage(threshold).replace('-', '−')} points`;
}

/** As the plan's author wrote it: 0.07 is `7`, though 0.07 · 100 is not 7. */
function percentage(share: number): string {
  return String(Number((share * 100).toPrecision(12)));
}

/** What an answer does not cover, in sentences. */
export function caveatsOf(
  requirement: Requirement,
  { setting, otherCount, rival }: Candidate,
  isMet: boolean,
): string[] {
  const { measure } = requirement;
  if (setting === null) return [];
  const mistakesOnly = countsMistakesOnly(measure);
  const met = mistakesOnly
    ? 'Met against this attack, which stops at its first success and so may pass by mistakes; a stronger attack may find more.'
    : 'Met against this attack; a stronger attack may find more.';
  const more =
    rival === null
      ? []
      : [`Of this run, ${rival.setting.title} finds more: ${estimateWords(rival.estimate, unitOf(requirement))}.`];
  return [...mistakeCaveats(setting.kind, mistakesOnly, otherCount), ...(isMet ? [met, ...more] : [])];
}

/** To change the answer when the deciding evidence is gone, or says something else, is correct behaviour, not weakness. */
function mistakeCaveats(
  kind: AttackSetting['kind'],
  mistakesOnly: boolean,
  otherCount: OtherCount | null,
): readonly string[] {
  if (kind === 'perturbation' || mistakesOnly) return [];
  if (kind === 'edit') {
    return otherCount === null
      ? ['Label preservation not checked: some changed answers may be right for what the text now says.']
      : ['Every changed answer counts here, though it may be right where a deciding word was changed or put in.'];
  }
  return otherCount === null
    ? ['Label preservation not checked: some changed answers may be right, because the deciding evidence was removed.']
    : ['Every changed answer counts here, though it may be right where the deciding evidence is gone.'];
}
