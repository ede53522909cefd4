import { countOf, percent, pointsEstimate } from '../format';
import type { ModelAnalysis } from '../model-analysis';
import { fairRivals, gapConclusion, leastFavourable, type Rivalled } from './gap-standing';
import type { Sentence } from './model-verdict';

/**
 * Whether fusing an input still pays while that input is attacked, by the least favourable attack on it alone: better,
 * worse or undecided, from the interval of the single-source gap. Silent where no model without the input is there to
 * compare with, or where such a model is at chance: then the task needs the input.
 */
export function fusionUnderAttack({ singleSource }: ModelAnalysis): readonly Sentence[] {
  return leastFavourable(fairRivals(singleSource.flatMap(({ sources }) => sources))).map(({ least, attacks }) => ({
    tone: 'plain',
    text: `${attackWords(least, attacks)} the fused model answers ${percent(least.accuracy.value)} right; the ${least.without.modality} alone, which never sees the ${least.modality}, ${percent(least.without.accuracy.value)}. Fused minus single: ${pointsEstimate(least.gap)}. ${gapConclusion(least.gap, least.without.modality)}`,
  }));
}

function attackWords({ modality, setting: { title, latent } }: Rivalled, attacks: number): string {
  const where = latent.length > 0 ? ' (latent)' : '';
  return attacks === 1
    ? `While the ${modality} is attacked by ${title}${where},`
    : `Under the least favourable of ${countOf(attacks, 'attack')} on the ${modality}, ${title}${where},`;
}
