import type { StudyPlan } from '../shared/plan';
import type { Requirement } from '../shared/requirement';
import { underSetting, type AttackSetting } from './attack-setting';
import { accuracyOf } from './measures/accuracy';
import { largestShare } from './measures/removed';
import { singleSourceGap } from './measures/single-source';
import type { ModelAnalysis } from './model-analysis';
import { percentEstimate, pointsEstimate } from './format';
import type { AttackResult, ModelResults } from './results';
import { nothing, rateOf, type Estimate } from './statistics/estimate';

export type Answer = 'met' | 'not-met' | 'inconclusive';

/** A requirement of the plan answered for one trained model. */
export interface RequirementAnswer {
  /** Index into the plan's requirements. */
  readonly requirement: number;
  readonly model: string;
  readonly modelTitle: string;
  /** `robust accuracy under PGD-20 l∞ · image 0.03, at least 0.5 at 95 % confidence`. */
  readonly statement: string;
  /** Its interval is of the requirement's confidence. */
  readonly estimate: Estimate;
  /** What the estimate is in: a share, or a difference of shares. */
  readonly unit: 'percent' | 'points';
  readonly answer: Answer;
  /** Why it could not be answered, or what the answer does not cover. */
  readonly note: string | null;
}

/**
 * Met when the whole interval, of the requirement's confidence, satisfies the threshold, not met when none of it does,
 * otherwise inconclusive. An attack at several budgets has to satisfy it at each, unless the requirement names one; the
 * least favourable is shown.
 */
export function answerRequirements(
  plan: StudyPlan,
  models: readonly ModelResults[],
  analyses: readonly ModelAnalysis[],
): readonly RequirementAnswer[] {
  return plan.requirements.flatMap((requirement, index) =>
    models
      .filter(({ cell }) => requirement.subject === undefined || cell.subject === requirement.subject)
      .map((model) => {
        const analysis = analyses.find(({ model: id }) => id === model.cell.model);
        const candidates = analysis === undefined ? [] : estimatesFor(requirement, model, analysis);
        const answered = candidates
          .map((candidate) => ({ ...candidate, answer: answerOf(requirement, candidate.estimate) }))
          .sort((a, b) => severity[b.answer] - severity[a.answer]);
        const worst = answered.at(0) ?? { estimate: nothing, answer: 'inconclusive' as const, title: null };
        const blocked =
          worst.answer === 'met' && requirement.measure !== 'accuracy' && (analysis?.unsound.length ?? 0) > 0;
        return {
          requirement: index,
          model: model.cell.model,
          modelTitle: analysis?.title ?? model.cell.title,
          statement: statementOf(requirement, worst.title),
          estimate: worst.estimate,
          unit: unitOf(requirement),
          answer: blocked ? 'inconclusive' : worst.answer,
          note: blocked
            ? 'The model is constant, near chance or indifferent to an input, so no robustness figure counts in its favour.'
            : noteOf(requirement, worst.estimate, worst.answer),
        };
      }),
  );
}

function unitOf({ measure }: Requirement): RequirementAnswer['unit'] {
  return measure === 'single-source-gap' ? 'points' : 'percent';
}

/** What was measured, in the unit that the requirement is about. */
export function measuredWords({ estimate, unit }: Pick<RequirementAnswer, 'estimate' | 'unit'>): string {
  switch (unit) {
    case 'percent':
      return percentEstimate(estimate);
    case 'points':
      return pointsEstimate(estimate);
    default:
      return unit satisfies never;
  }
}

const severity: Readonly<Record<Answer, number>> = { met: 0, inconclusive: 1, 'not-met': 2 };

interface Candidate {
  readonly estimate: Estimate;
  readonly title: string | null;
}

function estimatesFor(requirement: Requirement, model: ModelResults, analysis: ModelAnalysis): readonly Candidate[] {
  switch (requirement.measure) {
    case 'accuracy':
      return [{ estimate: accuracyOf(model.clean, requirement.confidence), title: null }];
    case 'single-source-gap':
      return analysis.singleSource.flatMap(({ sources }) =>
        sources
          .filter(({ setting }) => requirement.attack === undefined || isAbout(requirement, setting))
          .flatMap(({ without, setting }) => {
            const result = underSetting(model.attacks, setting);
            return without === null || result === undefined
              ? []
              : [
                  {
                    estimate: singleSourceGap(model, result, without.modality, requirement.confidence),
                    title: setting.title,
                  },
                ];
          }),
      );
    case 'robust-accuracy':
    case 'attack-success-rate':
      return model.attacks
        .filter(({ setting, records }) => isAbout(requirement, setting) && records.length > 0)
        .map((result) => ({ estimate: attackRate(result, requirement), title: result.setting.title }));
    default:
      return requirement.measure satisfies never;
  }
}

function isAbout({ attack, budget }: Requirement, { attackIndex, budgetIndex }: AttackSetting): boolean {
  return attackIndex === attack && (budget === undefined || budgetIndex === budget);
}

/** Success rate over C or robust accuracy over all; with a cap, a success that removes more of any modality is a failure. */
function attackRate(result: AttackResult, { measure, removedAtMost, confidence }: Requirement): Estimate {
  const broken = (index: number): boolean => {
    if (result.kind === 'perturbation') return result.records[index].outcome?.success === true;
    const { found, elements } = result.records[index];
    if (found === null) return false;
    return removedAtMost === undefined || largestShare(found.share.removed, elements) <= removedAtMost;
  };
  const { outcomes } = result;
  return measure === 'attack-success-rate'
    ? rateOf(
        outcomes.flatMap(({ group }, index) => (result.records[index].attacked ? [{ hit: broken(index), group }] : [])),
        confidence,
      )
    : rateOf(
        outcomes.map(({ group }, index) => ({ hit: result.records[index].attacked && !broken(index), group })),
        confidence,
      );
}

function answerOf({ comparison, threshold }: Requirement, { low, high }: Estimate): Answer {
  if (low === null || high === null) return 'inconclusive';
  switch (comparison) {
    case 'at-least':
      return low >= threshold ? 'met' : high < threshold ? 'not-met' : 'inconclusive';
    case 'at-most':
      return high <= threshold ? 'met' : low > threshold ? 'not-met' : 'inconclusive';
    default:
      return comparison satisfies never;
  }
}

const measureNames: Readonly<Record<Requirement['measure'], string>> = {
  accuracy: 'clean accuracy',
  'robust-accuracy': 'robust accuracy',
  'attack-success-rate': 'attack success rate',
  'single-source-gap': 'single-source gap',
};

function statementOf(requirement: Requirement, attackTitle: string | null): string {
  const under = attackTitle === null ? '' : ` under ${attackTitle}`;
  const cap =
    requirement.removedAtMost === undefined
      ? ''
      : `, removing at most ${percentage(requirement.removedAtMost)}\u00a0% of each attacked modality`;
  return `${measureNames[requirement.measure]}${under}${cap}, ${requirement.comparison === 'at-least' ? 'at least' : 'at most'} ${thresholdWords(requirement)} at ${percentage(requirement.confidence)} % confidence`;
}

/** In per cent, or for a difference of shares in points, as it is answered. */
function thresholdWords(requirement: Requirement): string {
  const { threshold } = requirement;
  return unitOf(requirement) === 'percent'
    ? `${percentage(threshold)}\u00a0%`
    : `${percentage(threshold).replace('-', '−')} points`;
}

/** As the plan's author wrote it: 0.07 is `7`, though 0.07 · 100 is not 7. */
function percentage(share: number): string {
  return String(Number((share * 100).toPrecision(12)));
}

function noteOf(requirement: Requirement, estimate: Estimate, answer: Answer): string | null {
  if (estimate.value === null) return 'Nothing was measured that could answer it.';
  if (requirement.measure === 'accuracy') return null;
  return answer === 'met' ? 'Met against this attack; a stronger attack may find more.' : null;
}
