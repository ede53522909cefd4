import type { z } from 'zod';
import type { AttackSource } from '../attacks/facts';
import { PretrainingChoice } from '../training/pretraining';
import type { EncoderChoice, UmurlChoice } from './encoders';
import { from } from '../papers/papers';

/** Width of a token of UmURL as released. */
const releasedWidth = 1024;

/** What an encoder and its training without labels go back to, and how closely they follow it; null of those of no one paper. */
export function encoderSource(
  choice: EncoderChoice | { readonly name: 'imported' },
  pretraining: PretrainingChoice = PretrainingChoice.parse({}),
): AttackSource | null {
  return choice.name === 'umurl' ? umurlSource(choice, pretraining) : null;
}

/** Of a recipe, in the order of its inputs: each source once. */
export function encoderSources(
  encoders: Readonly<Record<string, EncoderChoice | { readonly name: 'imported' }>>,
  { pretraining }: { readonly pretraining: PretrainingChoice },
): readonly AttackSource[] {
  const all = Object.values(encoders).flatMap((choice) => encoderSource(choice, pretraining) ?? []);
  return [...new Map(all.map((source) => [JSON.stringify(source), source])).values()];
}

/**
 * Embeddings, early fusion, encoder, projectors and loss are those of the released code at any width. It is a variant all the
 * same: how views are drawn, and by which steps it learns, is not to the letter.
 */
function umurlSource(
  { streams, width }: z.infer<typeof UmurlChoice>,
  { epochs, encoder }: PretrainingChoice,
): AttackSource {
  const pieces = {
    fused: 'UmURL, one fused stream',
    joint: 'UmURL, joints alone',
    bone: 'UmURL, bones alone',
    motion: 'UmURL, motion alone',
    three: 'UmURL, three streams',
  };
  const learned =
    epochs === 0
      ? ['trained with labels only: without its training without labels, which the method is']
      : [
          'views are cropped from clips of the steps that the data have, and stretched from end to end, where the code crops the frames as recorded and has the middles of frames stay in place; joints of several bodies are corrupted each by itself',
          'Adam with decoupled weight decay; batches, passes and step size as of this plan',
          encoder === 'frozen'
            ? 'what is learned from labels is this plan’s head, by Adam (the code has a linear one, by SGD)'
            : 'the encoder learns on with labels',
        ];
  return {
    title: pieces[streams],
    ...from`${'sun2023unified'}, and its code`,
    fidelity: 'variant',
    difference: [
      ...(width === releasedWidth ? [] : [`tokens ${String(width)} wide, where the code has ${String(releasedWidth)}`]),
      ...{
        fused: [],
        three: [
          'encodings of three encoders side by side: one head reads them all, but for late fusion trained separately, which gives each its own, as the paper’s ensemble averages answers',
        ],
        joint: ['one kind alone, with which the method is compared: two views of it agree'],
        bone: ['one kind alone, with which the method is compared: two views of it agree'],
        motion: ['one kind alone, with which the method is compared: two views of it agree'],
      }[streams],
      ...learned,
      'embeddings, early fusion, encoder, projectors and loss as the code has them',
    ].join('; '),
  };
}
