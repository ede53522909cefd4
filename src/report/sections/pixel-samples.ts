import { attackKey } from '../../analysis/attack-setting';
import { degradationKey } from '../../analysis/degradation-setting';
import { withSeed } from '../../shared/text/naming';
import { optionalSections } from '../../shared/reports/report-sections';
import type { SampleView } from '../../shared/samples/sample-view';
import type { Block, Section } from '../document';
import type { RunInput } from '../input';
import { choosePixels, type ChosenPixels } from '../samples/choose-pixels';
import { pixelCards, pixelLegends } from '../samples/pixel-cards';

/** What models said of every pixel of some samples, before and after an attack. */
export function pixelSamplesSection(input: RunInput, views: readonly SampleView[]): Section | null {
  const shown = choosePixels(input.run, input.records).flatMap((chosen) => {
    const cards = pixelCards(chosen, input, views);
    return cards.length === 0 ? [] : [{ chosen, cards }];
  });
  if (shown.length === 0) return null;
  const legends = pixelLegends(input.dataset.pixelClasses ?? []);
  return {
    id: 'samples',
    title: optionalSections.samples,
    blocks: [
      {
        kind: 'text',
        text: 'Chosen by rule, not by look: per model, under the attack of one input alone that cost it most pixels, four samples evenly spread from the most pixels lost to the least. Inputs are drawn as they are without the attack.',
      },
      ...shown.flatMap(({ chosen, cards }, index): readonly Block[] => [
        { kind: 'heading', text: `${modelTitle(chosen, input)}: ${changeTitle(chosen, input)}` },
        { kind: 'pixels', legends: index === 0 ? legends : [], cards },
      ]),
    ],
  };
}

function modelTitle({ model }: ChosenPixels, { run }: RunInput): string {
  return run.plan.seeds.length > 1 ? withSeed(model.subject, model.spec.seed) : model.subject;
}

function changeTitle({ cell }: ChosenPixels, { analysis }: RunInput): string {
  const found =
    cell.kind === 'attack'
      ? analysis.attacks.find(({ key }) => key === attackKey(cell))
      : analysis.degradations.find(({ key }) => key === degradationKey(cell));
  return found?.title ?? '';
}
