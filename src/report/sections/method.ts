import type { Block, Section } from '../document';
import type { Context } from './context';

/** The attack explained to someone who has not read the paper, and what an attacker may do here. */
export function methodSection({ input, settings, mainRemoval }: Context): Section {
  const modalities = input.analysis.data.modalities.map(({ id }) => id);
  const blocks: Block[] = [
    {
      kind: 'text',
      text: `A fused model reads each input (${modalities.join(', ')}) with an encoder of its own, joins what the encoders say in a fusion, and decides in a head.`,
    },
    {
      kind: 'diagram',
      modalities,
      fusions: [...new Set(input.run.plan.subjects.map(({ recipe }) => recipe.fusion.name))],
    },
  ];
  if (mainRemoval !== null) {
    blocks.push({
      kind: 'text',
      text: 'The decoupling attack looks for the fewest parts that hold the fused answer together. It blanks squares of the picture and leaves out words one at a time, halving the squares that matter, and keeps the parts whose removal moves the model most. Then it removes combinations of those parts, smallest first, until the answer changes. The less it has to remove, the less the answer rested on.',
    });
  }
  if (settings.some(({ kind }) => kind === 'perturbation')) {
    blocks.push({
      kind: 'text',
      text: 'Gradient attacks remove nothing. They change every value of an input by a small amount ε in the direction that raises the model’s error: FGSM in one step, PGD in many. Pictures are changed in their pixels (from 0 to 1). Text has no small changes, so its word vectors inside the model are changed instead; that is marked latent and no sender of text could do it.',
    });
  }
  if (settings.length === 0) return { id: 'method', title: 'What was done', blocks };
  blocks.push(
    { kind: 'heading', text: 'What the attacker may do' },
    {
      kind: 'facts',
      rows: [
        ['Goal', 'any wrong answer on a sample that the model answers correctly'],
        ...(mainRemoval === null
          ? []
          : ([
              [
                'Removals',
                `blank squares, leave out words; sees ${mainRemoval.choice.name === 'decoupling' && mainRemoval.choice.criterion.name === 'embedding-argmax' ? 'the labels and the fused embedding' : mainRemoval.choice.name === 'decoupling' && mainRemoval.choice.criterion.name === 'label' ? 'the labels only' : 'the scores'}; no gradients, no knowledge of the weights`,
              ],
            ] as const)),
        ...(settings.some(({ kind }) => kind === 'perturbation')
          ? ([['Small changes', 'within the stated budget; knows the model and its gradients fully']] as const)
          : []),
        ['Not allowed', 'changing the model, its training data, or more than one sample at a time'],
      ],
    },
  );
  return { id: 'method', title: 'What was done', blocks };
}
