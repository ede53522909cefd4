import type { Flag } from '../flags';
import { pointsEstimate } from '../format';
import type { ModelResults } from '../input';
import { attackFamily, attackKey, type AttackSetting } from '../measures/attack-setting';
import { outcomesOf } from '../measures/outcome';
import { meanOf } from '../statistics/bootstrap';
import type { Estimate } from '../statistics/estimate';
import type { ModelAnalysis } from '../study-analysis';

/** Attacks whose order of strength is known beforehand and comes out reversed. */
export function orderFlags(
  model: ModelResults,
  analysis: ModelAnalysis,
  settings: readonly AttackSetting[],
): readonly Flag[] {
  const gradient = settings.filter(({ kind }) => kind === 'perturbation');
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
        advice:
          relation === 'larger-budget'
            ? 'A larger budget contains the smaller one, so the attack fails to find what is there. Give it more steps or restarts.'
            : 'More steps should never do worse than one: a sign of masked gradients.',
      });
    }
  }
  return flags;
}

function relationOf(weak: AttackSetting, strong: AttackSetting): 'larger-budget' | 'single-step' | null {
  const ids = new Set([...weak.modalities, ...strong.modalities]);
  const pairs = [...ids].map((id) => [weak.radii[id] ?? 0, strong.radii[id] ?? 0] as const);
  const equal = pairs.every(([less, more]) => less === more);
  if (attackFamily(weak) === attackFamily(strong)) {
    return !equal && pairs.every(([less, more]) => less <= more) ? 'larger-budget' : null;
  }
  const sameNorm =
    weak.choice.name === 'fgsm' && strong.choice.name === 'pgd' && weak.choice.norm === strong.choice.norm;
  return sameNorm && equal ? 'single-step' : null;
}

/** Robust accuracy under `strong` − that under `weak`, paired. */
function accuracyGain(model: ModelResults, weak: AttackSetting, strong: AttackSetting): Estimate | null {
  const resultOf = (setting: AttackSetting): ReturnType<typeof outcomesOf> => {
    const result = model.attacks.find(({ cell }) => attackKey(cell) === setting.key);
    return result === undefined ? [] : outcomesOf(result);
  };
  const before = new Map(resultOf(weak).map((outcome) => [outcome.row, outcome.correct]));
  const pairs = resultOf(strong).flatMap(({ row, correct, group }) => {
    const other = before.get(row);
    return other === undefined ? [] : [{ value: Number(correct) - Number(other), group }];
  });
  return pairs.length === 0 ? null : meanOf(pairs, `${model.cell.id}/${weak.key}<${strong.key}`);
}
