import { factsOf } from '../../shared/attack';
import { pointsEstimate } from '../format';
import { underSetting, type AttackSetting, type PerturbationSetting } from '../attack-setting';
import type { ModelAnalysis } from '../model-analysis';
import { outcomesUnder, unstartedRows, type ModelResults } from '../results';
import { meanOf } from '../statistics/bootstrap';
import type { Estimate } from '../statistics/estimate';
import type { Flag } from './flag';

/** Attacks whose order of strength is known beforehand and comes out reversed. */
export function orderFlags(
  model: ModelResults,
  analysis: ModelAnalysis,
  settings: readonly AttackSetting[],
): readonly Flag[] {
  const gradient = settings.filter((setting) => setting.kind === 'perturbation');
  const flags: Flag[] = [];
  for (const weak of gradient) {
    for (const strong of gradient) {
      const relation = weak.key === strong.key ? null : relationOf(weak, strong);
      if (relation === null) continue;
      const gain = accuracyGain(model, weak, strong);
      if (gain === null || (gain.low ?? 0) <= 0) continue;
      flags.push({
        check: relation,
        level: 'warning',
        model: analysis.title,
        attack: strong.title,
        finding: `Accuracy under it is higher than under ${weak.title}, which can do less (${pointsEstimate(gain)}).`,
        shared: {
          statement: 'Accuracy is higher than under an attack that can do less',
          figure: `${pointsEstimate(gain)} against ${weak.title}`,
        },
        advice: advice[relation],
      });
    }
  }
  return flags;
}

type Relation = 'larger-budget' | 'single-step' | 'query-beats-gradient' | 'embedding-beats-loss';

const advice: Readonly<Record<Relation, string>> = {
  'larger-budget':
    'A larger budget contains the smaller one, so the attack fails to find what is there. Give it more steps or restarts.',
  'single-step': 'More steps should never do worse than one: a sign of masked gradients.',
  'query-beats-gradient':
    'Who knows the gradients should never do worse than who sees scores or answers only: the gradients are masked, and accuracy under gradient attacks says nothing of robustness.',
  'embedding-beats-loss':
    'Who climbs the loss should hardly do worse than who turns the fused embedding without asking the head: the gradients of the head may be masked.',
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
  const stronger = factsOf(strong.choice).strongerThan.includes(weak.choice.name);
  if (weak.choice.norm !== strong.choice.norm || weak.oneBall !== strong.oneBall || !equal) return null;
  if (stronger) return 'single-step';
  const seeks = [weak, strong].map(({ choice }) => factsOf(choice).seeksAnswer(choice));
  const steps = [weak, strong].map(({ choice }) => factsOf(choice).gradientSteps(choice));
  if (!seeks[1]) return null;
  if (!seeks[0]) return steps[1] >= enoughSteps ? 'embedding-beats-loss' : null;
  return steps[0] === 0 && steps[1] >= enoughSteps ? 'query-beats-gradient' : null;
}

/** Robust accuracy under `strong` − that under `weak`, paired. */
function accuracyGain(model: ModelResults, weak: PerturbationSetting, strong: PerturbationSetting): Estimate | null {
  const unstarted = new Set(unstartedRows(underSetting(model.attacks, weak)));
  const before = new Map(
    outcomesUnder(model, weak).flatMap(({ row, correct }) => (unstarted.has(row) ? [] : [[row, correct] as const])),
  );
  const pairs = outcomesUnder(model, strong).flatMap(({ row, correct, group }) => {
    const other = before.get(row);
    return other === undefined ? [] : [{ value: Number(correct) - Number(other), group }];
  });
  return pairs.length === 0 ? null : meanOf(pairs, `${model.cell.id}/${weak.key}<${strong.key}`);
}
