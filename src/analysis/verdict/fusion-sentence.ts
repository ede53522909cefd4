import type { DataAnalysis } from '../data-analysis';
import { listOf, percent, pointsEstimate } from '../format';
import { constantWords } from '../majority';
import type { ModelAnalysis } from '../model-analysis';
import type { Sentence } from './model-verdict';

/** What fusing gives, which decides how losses under attack are to be read. */
export function fusionSentences({ fusion }: ModelAnalysis, data: DataAnalysis): readonly Sentence[] {
  const singles = fusion.unimodal.map(({ modality, accuracy }) => `${modality} ${percent(accuracy.value)}`);
  if (singles.length === 0 || fusion.best === null) return [];
  const fewer = fusion.restricted
    .filter(({ sees }) => sees.length > 1)
    .map(({ modality, accuracy }) => `${modality} ${percent(accuracy.value)}`);
  const alone = `Single models, which see one input alone, reach ${listOf(singles)}${fewer.length === 0 ? '' : `; those that lack one input, ${listOf(fewer)}`}.`;
  switch (fusion.complementarity) {
    case 'synergy':
      return [
        {
          tone: 'plain',
          text: `${alone} Without the ${fusion.necessary.join(' or the ')}, ${notBeyondChance(data)}: the task needs ${fusion.necessary.length > 1 ? 'them all' : 'it'}, so what an attack there costs is no fault of the fusion.`,
        },
      ];
    case 'complementary':
      return [{ tone: 'plain', text: `${alone} Fusing gains ${pointsEstimate(fusion.gain)} over the best of them.` }];
    case 'redundant':
      return [
        {
          tone: 'plain',
          text: `${alone} Fusing is not clearly better than the ${fusion.best} alone (${pointsEstimate(fusion.gain)}).`,
        },
      ];
    case 'unknown':
      return [];
    default:
      return fusion.complementarity satisfies never;
  }
}

function notBeyondChance(data: DataAnalysis): string {
  const constant = constantWords(data);
  return constant === null
    ? `accuracy is not clearly above chance (${percent(data.chance)})`
    : `the mean error is not clearly below that of one answer for all (${constant})`;
}
