import { countOf, pointsEstimate } from '../format';
import type { SingleSource } from '../measures/single-source';
import type { ModelAnalysis } from '../model-analysis';
import type { Estimate } from '../statistics/estimate';
import type { Sentence } from './model-verdict';

type Gap = SingleSource & { readonly gap: Estimate };

/**
 * Whether fusing an input still pays while that input is attacked, by the least favourable attack on it alone: better,
 * worse or undecided, from the interval of the single-source gap. Silent where no model without the input is there to
 * compare with, or where such a model is at chance: then the task needs the input.
 */
export function fusionUnderAttack({ singleSource }: ModelAnalysis): readonly Sentence[] {
  const gaps = singleSource
    .flatMap(({ sources }) => sources)
    .filter((source): source is Gap => source.liability && source.gap !== null && source.gap.value !== null);
  return [...new Set(gaps.map(({ modality }) => modality))].map((id) => {
    const own = gaps.filter(({ modality }) => modality === id);
    const least = own.reduce((a, b) => ((b.gap.value ?? 0) < (a.gap.value ?? 0) ? b : a));
    return { tone: 'plain', text: `${attackWords(least, own.length)} ${judgement(least)}` };
  });
}

function attackWords({ modality, setting: { title, latent } }: SingleSource, attacks: number): string {
  const where = latent.length > 0 ? ' (latent)' : '';
  return attacks === 1
    ? `While the ${modality} is attacked by ${title}${where},`
    : `Under the least favourable of ${countOf(attacks, 'attack')} on the ${modality}, ${title}${where},`;
}

function judgement({ modality, gap }: Gap): string {
  const figure = `(${pointsEstimate(gap)})`;
  if (gap.high !== null && gap.high < 0) {
    return `the fused model is worse than a model that never sees the ${modality} ${figure}.`;
  }
  if (gap.low !== null && gap.low > 0) {
    return `the fused model is still better than a model that never sees the ${modality} ${figure}.`;
  }
  return `it is undecided whether the fused model is better or worse than a model that never sees the ${modality} ${figure}.`;
}
