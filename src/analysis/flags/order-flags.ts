import { factsOf } from '../../shared/attacks/attack';
import { isAdaptive } from '../../shared/attacks/gradient-path';
import { loss, percent, pointsEstimate } from '../format';
import { budgetText, underSetting, type AttackSetting, type PerturbationSetting } from '../attack-setting';
import type { ModelAnalysis } from '../model-analysis';
import { outcomesUnder, unstartedRows, type ModelResults } from '../results';
import { mean, meanOf } from '../statistics/bootstrap';
import type { Estimate } from '../statistics/estimate';
import type { Flag } from './flag';

/** Attacks whose order of strength is known beforehand and comes out reversed. */
export function orderFlags(
  model: ModelResults,
  analysis: ModelAnalysis,
  settings: readonly AttackSetting[],
): readonly Flag[] {
  return reversed(settings, {
    model: analysis.title,
    left: 'left more right',
    compare: (weak, strong) => accuraciesUnder(model, weak, strong),
  });
}

/** How two attacks on one model compare by what they leave. */
export interface Left {
  readonly weak: number;
  readonly strong: number;
  /** That under the stronger one − that under the weaker one, paired. */
  readonly gain: Estimate;
}

/**
 * @param asked `left`: what it is to leave more, `left more right`; `compare`: null where there is nothing to compare
 */
export function reversed(
  settings: readonly AttackSetting[],
  asked: {
    readonly model: string;
    readonly left: string;
    readonly compare: (weak: PerturbationSetting, strong: PerturbationSetting) => Left | null;
  },
): readonly Flag[] {
  const { model, left, compare } = asked;
  const gradient = settings.filter((setting) => setting.kind === 'perturbation');
  const flags: Flag[] = [];
  for (const weak of gradient) {
    for (const strong of gradient) {
      const relation = weak.key === strong.key ? null : relationOf(weak, strong);
      if (relation === null) continue;
      const compared = compare(weak, strong);
      if (compared === null || (compared.gain.low ?? 0) <= 0) continue;
      const gain = pointsEstimate(compared.gain);
      const [more, less] =
        relation === 'larger-budget'
          ? [budgetText(strong), budgetText(weak)]
          : [strong, weak].map(({ shortTitle }) => shortTitle);
      const where = relation === 'larger-budget' ? 'at' : 'under';
      flags.push({
        check: relation,
        level: 'warning',
        model,
        attack: strong.title,
        finding: `${surprise[relation]} ${left}: ${percent(compared.strong)} ${where} ${more}, ${percent(compared.weak)} ${where} ${less} (${gain}).`,
        shared: {
          statement: `${surprise[relation]} ${left}, by {}.`,
          figure: `${gain} against ${weak.title}`,
          brief: `${loss(compared.gain.value)} points`,
          size: compared.gain.value ?? 0,
        },
        advice: advice[relation],
      });
    }
  }
  return flags;
}

type Relation = 'larger-budget' | 'single-step' | 'query-beats-gradient' | 'embedding-beats-loss';

/** What should have left less right, by how the two attacks differ. */
const surprise: Readonly<Record<Relation, string>> = {
  'larger-budget': 'A larger budget',
  'single-step': 'More steps',
  'query-beats-gradient': 'Following the gradient',
  'embedding-beats-loss': 'Climbing the loss',
};

const advice: Readonly<Record<Relation, string>> = {
  'larger-budget':
    'A larger budget contains the smaller one, so the attack fails to find what is there. Give it more steps or restarts.',
  'single-step':
    'More steps should never do worse than one: a sign of masked gradients. Attack without gradients too (Square), and quote the lower accuracy.',
  'query-beats-gradient':
    'Who knows the gradients should never do worse than who sees scores or answers only: the gradients are masked, and accuracy under gradient attacks says nothing of robustness. Quote the accuracy under the attack without gradients.',
  'embedding-beats-loss':
    'Who climbs the loss should hardly do worse than who turns the fused embedding without asking the head: the gradients of the head may be masked. Quote the lower accuracy, or attack with more restarts.',
};

/** Gradients from which on an attack that follows them is to do better than one that does not. */
const enoughSteps = 10;

function relationOf(weak: PerturbationSetting, strong: PerturbationSetting): Relation | null {
  const ids = new Set([...weak.modalities, ...strong.modalities]);
  const pairs = [...ids].map((id) => [weak.radii[id] ?? 0, strong.radii[id] ?? 0] as const);
  const equal = pairs.every(([less, more]) => less === more);
  if (weak.family === strong.family) {
    return !equal && pairs.every(([less, more]) => less <= more) ? 'larger-budget' : null;
  }
  // What leaves the model's own gradient may do better or worse than it: neither says that something is wrong.
  if (isAdaptive(weak.choice) || isAdaptive(strong.choice)) return null;
  const stronger = factsOf(strong.choice).strongerThan.includes(weak.choice.name);
  if (weak.choice.norm !== strong.choice.norm || weak.oneBall !== strong.oneBall || !equal) return null;
  if (stronger) return 'single-step';
  const seeks = [weak, strong].map(({ choice }) => factsOf(choice).seeksAnswer(choice));
  const steps = [weak, strong].map(({ choice }) => factsOf(choice).gradientSteps(choice));
  if (!seeks[1]) return null;
  if (!seeks[0]) return steps[1] >= enoughSteps ? 'embedding-beats-loss' : null;
  return steps[0] === 0 && steps[1] >= enoughSteps ? 'query-beats-gradient' : null;
}

/** Robust accuracy under both, over the samples that both attacked. */
function accuraciesUnder(model: ModelResults, weak: PerturbationSetting, strong: PerturbationSetting): Left | null {
  const unstarted = new Set(unstartedRows(underSetting(model.attacks, weak)));
  const before = new Map(
    outcomesUnder(model, weak).flatMap(({ row, correct }) => (unstarted.has(row) ? [] : [[row, correct] as const])),
  );
  const pairs = outcomesUnder(model, strong).flatMap(({ row, correct, group }) => {
    const other = before.get(row);
    return other === undefined ? [] : [{ weak: Number(other), strong: Number(correct), group }];
  });
  if (pairs.length === 0) return null;
  const differences = pairs.map((pair) => ({ value: pair.strong - pair.weak, group: pair.group }));
  return {
    weak: mean(pairs.map((pair) => pair.weak)),
    strong: mean(pairs.map((pair) => pair.strong)),
    gain: meanOf(differences, `${model.cell.id}/${weak.key}<${strong.key}`),
  };
}
