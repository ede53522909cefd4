import { optionalSections } from '../../shared/reports/report-sections';
import { listOf } from '../../analysis/format';
import type { DataAnalysis } from '../../analysis/data-analysis';
import { factsOf } from '../../shared/attacks/attack';
import { modalityFacts } from '../../shared/data/modality';
import type { Block, Section } from '../document';
import { readModalities, type Context } from './context';

/** The attack explained to someone who has not read the paper. */
export function methodSection({ input, settings }: Context): Section {
  const read = readModalities(input.run.plan);
  const modalities = input.analysis.data.modalities.filter(({ id }) => read.has(id));
  const perturbations = [
    ...new Map(
      settings.flatMap(({ kind, choice }) =>
        kind === 'perturbation' ? [[choice.name, factsOf(choice)] as const] : [],
      ),
    ).values(),
  ];
  const blocks: Block[] = [
    {
      kind: 'text',
      text: `A fused model reads each input (${modalities.map(({ id }) => id).join(', ')}) with an encoder of its own, joins what the encoders say in a fusion, and ${
        input.analysis.segmentation === null
          ? 'decides in a head'
          : 'goes back from coarse to fine in a head that says of every pixel what it shows'
      }.`,
    },
    {
      kind: 'diagram',
      modalities: modalities.map(({ id, kind }) => ({ id, kind })),
      removes: settings.length === 0 || settings.some(({ kind }) => kind === 'removal'),
      fusions: [...new Set(input.run.plan.subjects.map(({ recipe }) => recipe.fusion.name))],
    },
  ];
  const explained = (wanted: 'removal' | 'edit'): readonly Block[] => {
    const texts = settings.flatMap(({ kind, choice }) => (kind === wanted ? [factsOf(choice).explanation] : []));
    return [...new Set(texts)].map((text) => ({ kind: 'text', text }));
  };
  blocks.push(...explained('removal'));
  if (perturbations.length > 0) {
    blocks.push({
      kind: 'text',
      text: `These attacks remove nothing. They change values of an input by a small amount ε so that the model’s error rises: ${listOf(perturbations.map(({ label, explanation }) => `${label} ${explanation}`))}.${radiusWords(modalities)}${
        modalities.some(({ kind }) => kind === 'text')
          ? ' Text has no small changes, so its word vectors inside the model are changed instead; that is marked latent and no sender of text could do it.'
          : ''
      }`,
    });
  }
  blocks.push(...explained('edit'));
  return { id: 'method', title: optionalSections.method, blocks };
}

/** What ε counts in each input (`image: pixel values 0 to 1`); nothing of what is changed inside the model. */
function radiusWords(modalities: DataAnalysis['modalities']): string {
  const counted = modalities.flatMap(({ id, kind }) => {
    const { latent, radius } = modalityFacts[kind];
    return latent ? [] : [`${id}: ${radius}`];
  });
  return counted.length === 0 ? '' : ` ε is in units of each input (${counted.join('; ')}).`;
}
