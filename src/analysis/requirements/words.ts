import {
  askedAnswer,
  countsMistakesOnly,
  thresholdUnit,
  type Requirement,
  type RequirementMeasure,
  type ThresholdUnit,
} from '../../shared/plan/requirement';
import type { AttackSetting } from '../attack-setting';
import { decimal, interval, percentEstimate, pointsEstimate } from '../format';
import { bareName } from '../measure';
import { scoreTitles } from '../measures/target-scores';
import type { Estimate } from '../statistics/estimate';
import type { Candidate, OtherCount } from './candidate';

/** What a figure is in: a share in per cent, or as a number as an F1 is told, a difference of shares, or an amount. */
export type Unit = 'percent' | 'number' | 'points' | 'amount';

const units: Readonly<Record<ThresholdUnit, Unit>> = { share: 'percent', difference: 'points', amount: 'amount' };

export function unitOf({ measure }: Requirement): Unit {
  return askedAnswer(measure) === 'labels' ? 'number' : units[thresholdUnit(measure)];
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
    case 'number':
      return numberEstimate(estimate, (value) => value.toFixed(3));
    case 'amount':
      return numberEstimate(estimate, (value) => decimal(Number(value.toPrecision(3))));
    default:
      return unit satisfies never;
  }
}

function numberEstimate(estimate: Estimate, shown: (value: number) => string): string {
  const text = (value: number | null): string => (value === null ? '–' : shown(value));
  return [text(estimate.value), interval(estimate, text)].filter((part) => part !== '').join(' ');
}

/** What is required, by the names of the same figures in the results. */
export const requirementMeasures: Readonly<Record<RequirementMeasure, string>> = {
  accuracy: bareName({ kind: 'accuracy' }),
  'robust-accuracy': bareName({ kind: 'robust-accuracy' }),
  'label-preserving-robust-accuracy': 'label-preserving robust accuracy (counting mistakes only)',
  'attack-success-rate': bareName({ kind: 'success-rate' }),
  'single-source-gap': bareName({ kind: 'single-source-gap' }),
  'degraded-accuracy': bareName({ kind: 'degraded-accuracy' }),
  miou: bareName({ kind: 'miou' }),
  'robust-miou': bareName({ kind: 'robust-miou' }),
  'degraded-miou': bareName({ kind: 'degraded-miou' }),
  'macro-f1': scoreTitles['macro-f1'],
  'robust-macro-f1': `${scoreTitles['macro-f1']} under attack`,
  'mean-absolute-error': scoreTitles['mean-absolute-error'],
  'robust-mean-absolute-error': `${scoreTitles['mean-absolute-error']} under attack`,
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

/** In the unit in which it is answered. */
export function thresholdWords(requirement: Requirement): string {
  const { threshold } = requirement;
  const unit = unitOf(requirement);
  switch (unit) {
    case 'percent':
      return `${percentage(threshold)}\u00a0%`;
    case 'points':
      return `${percentage(threshold).replace('-', '−')} points`;
    case 'number':
    case 'amount':
      return String(threshold);
    default:
      return unit satisfies never;
  }
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
  // Of a set or a value, a wrong answer may be made worse still, and an attack ends at the first that is wrong.
  const furthest = ['labels', 'value'].includes(askedAnswer(measure))
    ? ['The attack ends where an answer is no longer right: within the same budget a worse one might be had.']
    : [];
  return [...mistakeCaveats(setting.kind, mistakesOnly, otherCount), ...(isMet ? [met, ...furthest, ...more] : [])];
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
