import { percent, percentEstimate, pointsEstimate } from '../format';
import type { AttackSetting } from '../measures/attack-setting';
import type { ModelAnalysis } from '../study-analysis';
import type { Sentence, Tone } from '../verdict';

/** What small changes along the gradient do to a model, and which input is the weaker one. */
export function gradientSentences(model: ModelAnalysis, settings: readonly AttackSetting[]): readonly Sentence[] {
  const attacks = perturbationSentence(model, settings);
  const sources = model.singleSource.flatMap(({ worst, title }): readonly Sentence[] => {
    if (worst === null) return [];
    const gap =
      worst.gap === null || worst.without === null
        ? ''
        : worst.liability
          ? ` That is ${pointsEstimate(worst.gap)} against the model that sees only the ${worst.without.modality}${belowZero(worst.gap.high) ? ': under this attack fusing is worse than leaving the input out' : ''}.`
          : ` The task needs the ${worst.modality}, so this is no liability of the fusion.`;
    return [
      {
        tone: 'plain',
        text: `${title}, one input attacked at a time: the ${worst.modality} is the weaker side, with ${percentEstimate(worst.accuracy)} of all samples still correct.${gap}`,
      },
    ];
  });
  const splitting = model.splitting.map(({ jointTitle, effect, single, sameUnits }): Sentence => {
    const unit = sameUnits ? '' : ' The inputs are measured in different units, so no total is truly matched.';
    return {
      tone: 'plain',
      text: `${jointTitle}: splitting the budget over the inputs changes accuracy under attack by ${pointsEstimate(effect)} against spending it all on the ${single.modality}.${unit}`,
    };
  });
  return [...attacks, ...sources, ...splitting];
}

/** One sentence for all budgets: what is left of the accuracy, and the strongest of them against random noise. */
function perturbationSentence(model: ModelAnalysis, settings: readonly AttackSetting[]): readonly Sentence[] {
  const measured = model.perturbations.flatMap((measures) => {
    const setting = settings.find(({ key }) => key === measures.attackKey);
    return setting === undefined || measures.attacked === 0 ? [] : [{ setting, measures }];
  });
  if (measured.length === 0) return [];
  const strongest = measured.reduce((a, b) =>
    (b.measures.successRate.value ?? 0) > (a.measures.successRate.value ?? 0) ? b : a,
  );
  const { successRate, controls } = strongest.measures;
  const tone: Tone = (successRate.low ?? 0) >= 0.5 ? 'broken' : (successRate.high ?? 1) <= 0.1 ? 'withstood' : 'mixed';
  const left = measured.map(
    ({ setting, measures }) =>
      `${setting.title}${setting.latent.length > 0 ? ` (${setting.latent.join(', ')} latent)` : ''} ${percent(measures.robustAccuracy.value)}`,
  );
  const noise =
    controls.randomNoise.draws === 0
      ? ''
      : ` Random noise of the size of the strongest changes ${percent(controls.randomNoise.successRate.value)} of the right answers, the attack ${percentEstimate(successRate)}.`;
  return [
    {
      tone,
      text: `Small changes along the gradient leave this share of all samples correct: ${left.join('; ')}.${noise}`,
    },
  ];
}

function belowZero(value: number | null): boolean {
  return value !== null && value < 0;
}
