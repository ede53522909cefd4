import type { StudyPlan } from '../shared/plan/plan';
import type { Requirement } from '../shared/plan/requirement';
import { countOf, decimal } from './format';
import type { Flag } from './flags/flag';
import type { Candidate, OtherCount, RequiredModel } from './requirements/candidate';
import { obstaclesTo, obstaclesToMet } from './requirements/obstacles';
import { decidingSamples } from './requirements/deciding-samples';
import { caveatsOf, measuredWords, statementOf, thresholdWords, unitOf, type Unit } from './requirements/words';
import { nothing, type Estimate } from './statistics/estimate';

export type Answer = 'met' | 'not-met' | 'inconclusive';

/** A requirement of the plan answered for one trained model. */
export interface RequirementAnswer {
  /** Index into the plan's requirements. */
  readonly requirement: number;
  readonly model: string;
  readonly modelTitle: string;
  /** `robust accuracy under PGD-20 l∞ · image 0.03, at least 50 % at 95 % confidence`. */
  readonly statement: string;
  /** Its interval is of the requirement's confidence. */
  readonly estimate: Estimate;
  /** What the estimate is in: a share, or a difference of shares. */
  readonly unit: Unit;
  /** Of removals on data with an oracle: the figure with successes counted the other way. */
  readonly otherCount: OtherCount | null;
  readonly answer: Answer;
  /** Why it could not be answered, or what the answer does not cover. */
  readonly note: string | null;
}

/**
 * Met when the whole interval, of the requirement's confidence, satisfies the threshold, not met when none of it does,
 * otherwise inconclusive; so is what rests on void figures, or may still change as the run goes on. An attack at several
 * budgets has to satisfy it at each, unless the requirement names one; the least favourable is shown.
 *
 * @param flags what was found of the models and the attacks on them
 */
export function answerRequirements(
  { requirements }: StudyPlan,
  models: readonly RequiredModel[],
  flags: readonly Flag[],
): readonly RequirementAnswer[] {
  return requirements.flatMap((requirement, index) =>
    models
      .filter(({ subject }) => requirement.subject === undefined || subject === requirement.subject)
      .map((model) => {
        const about = { requirement: index, model: model.model, modelTitle: model.title };
        const answers = model
          .candidates(requirement)
          .map((candidate) => answered(requirement, candidate, model, flags))
          .sort((a, b) => severity[b.answer] - severity[a.answer]);
        return { ...about, ...(answers.at(0) ?? unanswered(requirement)) };
      }),
  );
}

type Answered = Omit<RequirementAnswer, 'requirement' | 'model' | 'modelTitle'>;

function answered(
  requirement: Requirement,
  candidate: Candidate,
  model: RequiredModel,
  flags: readonly Flag[],
): Answered {
  const { estimate, otherCount } = candidate;
  if (estimate.value === null) return { ...unanswered(requirement), statement: statementOf(requirement, candidate) };
  const side = sideOf(requirement, estimate);
  const obstacles = [
    ...obstaclesTo(candidate, model, flags),
    ...(side === 'met' ? [...obstaclesToMet(candidate, model, flags), ...rivalWords(requirement, candidate)] : []),
  ];
  const answer = obstacles.length > 0 ? 'inconclusive' : side;
  const between =
    side === 'inconclusive'
      ? [`The interval holds the threshold, ${thresholdWords(requirement)}${decidingWords(requirement, estimate)}.`]
      : [];
  const notes = [...obstacles, ...between, ...caveatsOf(requirement, candidate, answer === 'met')];
  return {
    statement: statementOf(requirement, candidate),
    estimate,
    unit: unitOf(requirement),
    otherCount,
    answer,
    note: notes.length === 0 ? null : notes.join(' '),
  };
}

/**
 * Where another attack, which does no more than the one asked about, leaves the threshold in doubt: that this one does not
 * then speaks of its search, not for the model.
 */
function rivalWords(requirement: Requirement, { rival }: Candidate): readonly string[] {
  if (rival === null || sideOf(requirement, rival.estimate) === 'met') return [];
  const { estimate, setting } = rival;
  const measured = measuredWords({ estimate, unit: unitOf(requirement), otherCount: null });
  return [`${setting.title}, which does no more than the attack asked about, comes to ${measured}.`];
}

function unanswered(requirement: Requirement): Answered {
  return {
    statement: statementOf(requirement, null),
    estimate: nothing,
    unit: unitOf(requirement),
    otherCount: null,
    answer: 'inconclusive',
    note: 'Nothing was measured that could answer it.',
  };
}

/** How many samples would decide, were they like those that there are. */
function decidingWords({ threshold, confidence }: Requirement, estimate: Estimate): string {
  const samples = decidingSamples(estimate, threshold, confidence);
  if (estimate.low === null) return '';
  return samples === null
    ? ', and the figure lies on it'
    : `: with the same figure, ${countOf(roundedUp(samples), 'sample')} like these ${decimal(estimate.n)} would decide`;
}

/** To two digits: more would claim more than the figure of so few samples can tell. */
function roundedUp(count: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(count)) - 1);
  return unit * Math.ceil(count / unit);
}

const severity: Readonly<Record<Answer, number>> = { met: 0, inconclusive: 1, 'not-met': 2 };

/** On which side of the threshold the whole interval lies. */
function sideOf({ comparison, threshold }: Requirement, { low, high }: Estimate): Answer {
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
