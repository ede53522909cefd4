import type { Requirement, StudyPlan } from '../shared/plan';
import { pooledShare } from './measures/removed';
import type { ModelAnalysis } from './model-analysis';
import type { AttackResult, ModelResults } from './results';
import { nothing, rateOf, type Estimate } from './statistics/estimate';

export type Answer = 'met' | 'not-met' | 'inconclusive';

/** A requirement of the plan answered for one trained model, from the 95 % interval. */
export interface RequirementAnswer {
  /** Index into the plan's requirements. */
  readonly requirement: number;
  readonly model: string;
  readonly modelTitle: string;
  /** `robust accuracy under PGD-20 l∞ · image 0.03, at least 0.5`. */
  readonly statement: string;
  readonly estimate: Estimate;
  readonly answer: Answer;
  /** Why it could not be answered, or what the answer does not cover. */
  readonly note: string | null;
}

/**
 * Met when the whole interval satisfies the threshold, not met when none of it does, otherwise inconclusive. An attack
 * at several budgets has to satisfy it at each; the least favourable is shown.
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
          answer: blocked ? 'inconclusive' : worst.answer,
          note: blocked
            ? 'The model is constant, near chance or indifferent to an input, so no robustness figure counts in its favour.'
            : noteOf(requirement, worst.estimate, worst.answer),
        };
      }),
  );
}

const severity: Readonly<Record<Answer, number>> = { met: 0, inconclusive: 1, 'not-met': 2 };

interface Candidate {
  readonly estimate: Estimate;
  readonly title: string | null;
}

function estimatesFor(requirement: Requirement, model: ModelResults, analysis: ModelAnalysis): readonly Candidate[] {
  switch (requirement.measure) {
    case 'accuracy':
      return [{ estimate: analysis.accuracy, title: null }];
    case 'single-source-gap':
      return analysis.singleSource.flatMap(({ sources }) =>
        sources
          .filter(({ setting }) => requirement.attack === undefined || setting.attackIndex === requirement.attack)
          .flatMap(({ gap, setting }) => (gap === null ? [] : [{ estimate: gap, title: setting.title }])),
      );
    case 'robust-accuracy':
    case 'attack-success-rate': {
      const success = requirement.measure === 'attack-success-rate';
      return model.attacks
        .filter(({ setting, records }) => setting.attackIndex === requirement.attack && records.length > 0)
        .map((result) => ({
          estimate: attackRate(result, success, requirement.removedAtMost),
          title: result.setting.title,
        }));
    }
    default:
      return requirement.measure satisfies never;
  }
}

/** Success rate over C or robust accuracy over all; with a cap, a success that removes more is a failure. */
function attackRate(result: AttackResult, success: boolean, removedAtMost: number | undefined): Estimate {
  const broken = (index: number): boolean => {
    if (result.kind === 'perturbation') return result.records[index].outcome?.success === true;
    const { found, elements } = result.records[index];
    if (found === null) return false;
    return removedAtMost === undefined || pooledShare(found.share.removed, elements) <= removedAtMost;
  };
  const { outcomes } = result;
  return success
    ? rateOf(
        outcomes.flatMap(({ group }, index) => (result.records[index].attacked ? [{ hit: broken(index), group }] : [])),
      )
    : rateOf(outcomes.map(({ group }, index) => ({ hit: result.records[index].attacked && !broken(index), group })));
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
    requirement.removedAtMost === undefined ? '' : `, removing at most ${String(requirement.removedAtMost * 100)} %`;
  return `${measureNames[requirement.measure]}${under}${cap}, ${requirement.comparison === 'at-least' ? 'at least' : 'at most'} ${String(requirement.threshold)}`;
}

function noteOf(requirement: Requirement, estimate: Estimate, answer: Answer): string | null {
  if (estimate.value === null) return 'Nothing was measured that could answer it.';
  if (requirement.measure === 'accuracy') return null;
  return answer === 'met' ? 'Met against this attack; a stronger attack may find more.' : null;
}
