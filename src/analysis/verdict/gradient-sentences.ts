import { percent, percentEstimate, pointsEstimate } from '../format';
import type { AttackSetting } from '../measures/attack-setting';
import type { ModelAnalysis } from '../study-analysis';
import type { Sentence, Tone } from '../verdict';

/** What small changes along the gradient do to a model, and which input is the weaker one. */
export function gradientSentences(model: ModelAnalysis, settings: readonly AttackSetting[]): readonly Sentence[] {
  const attacks = model.perturbations.flatMap((measures): readonly Sentence[] => {
    const setting = settings.find(({ key }) => key === measures.attackKey);
    if (setting === undefined || measures.attacked === 0) return [];
    const tone: Tone =
      (measures.successRate.low ?? 0) >= 0.5 ? 'broken' : (measures.successRate.high ?? 1) <= 0.1 ? 'withstood' : 'mixed';
    const latent =
      setting.latent.length === 0 ? '' : ` (the ${setting.latent.join(' and ')} is changed in the embedding space only)`;
    const noise = measures.controls.randomNoise;
    const control =
      noise.draws === 0 ? '' : ` Random noise of the same size changes ${percent(noise.successRate.value)}.`;
    return [
      {
        tone,
        text: `${setting.title}: small changes along the gradient${latent} change ${percentEstimate(measures.successRate)} of ${String(measures.attacked)} right answers and leave ${percentEstimate(measures.robustAccuracy)} of all samples correct.${control}`,
      },
    ];
  });
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

function belowZero(value: number | null): boolean {
  return value !== null && value < 0;
}
