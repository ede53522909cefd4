import { countOf, decimal, listOf } from '../../analysis/format';
import { fillOf, isPlane } from '../../shared/data/modality';
import { optionalSections } from '../../shared/reports/report-sections';
import type { Block, Section } from '../document';
import { sampleCards } from '../samples/cards';
import type { RunInput } from '../input';
import { chooseSamples, modelsWithoutSamples, samplesToShow } from '../samples/choose';
import type { Context } from './context';
import { dataGone } from './deviations';
import { pixelSamplesSection } from './pixel-samples';

export function samplesSection({ input, mainRemoval }: Context): Section | null {
  const { views } = input;
  if (views === null) return withoutData(input);
  if (input.analysis.segmentation !== null) return pixelSamplesSection(input, views);
  const chosen = chooseSamples(input.run, input.records).map((own) => ({ own, cards: sampleCards(own, input, views) }));
  if (chosen.every(({ cards }) => cards.length === 0)) return null;
  // What depends on the attack's own draws is not drawn as it was.
  const undrawn = new Set(
    (mainRemoval?.modalities ?? []).flatMap((id): readonly string[] => {
      const spec = input.dataset.modalities[id];
      const fill = mainRemoval?.choice.fills[fillOf[spec.kind].field];
      return isPlane(spec) && (fill === 'noise' || fill === 'blur') ? [fill] : [];
    }),
  );
  const drawn =
    undrawn.size === 0
      ? ''
      : ` The attack fills removed parts with ${listOf([...undrawn])}; here the mean is drawn instead.`;
  const others = modelsWithoutSamples(input.run);
  const onlySome =
    others.length === 0
      ? ''
      : ` Of ${countOf(chosen.length + others.length, 'model')} the first ${decimal(chosen.length)} are shown; no samples are drawn of ${listOf(others)}.`;
  return {
    id: 'samples',
    title: optionalSections.samples,
    blocks: [
      {
        kind: 'text',
        text: `Chosen by rule, not by look: per model four successes evenly spread from the smallest to the largest removal, the first that needed several inputs, the first that is a mistake and the first that is none where the data can tell, and the first failure. Removed parts are outlined, removed words struck through. Bars are probabilities of the model, before the attack (blue) and after it (orange, hatched); the label is in bold.${drawn}${onlySome}`,
      },
      ...chosen.flatMap(({ own, cards }): Block[] =>
        cards.length === 0
          ? []
          : [
              { kind: 'heading', text: own.subject },
              { kind: 'samples', cards },
            ],
      ),
    ],
  };
}

function withoutData({ dataset, run, records }: RunInput): Section | null {
  if (samplesToShow(run, records).length === 0) return null;
  return {
    id: 'samples',
    title: optionalSections.samples,
    blocks: [{ kind: 'text', text: `No sample is shown: ${dataGone(dataset.name)}` }],
  };
}
