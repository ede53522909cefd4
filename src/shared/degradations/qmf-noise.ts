import { z } from 'zod';
import type { ModalityKind } from '../data/modality';

/** What the released code does to a picture in two readings that are in circulation: share of the pictures per ε. */
export const saltRules = { tenth: 10, hundredth: 100 } as const;

/**
 * Noise by which QMF (Zhang et al., ICML 2023, arXiv 2306.02050) tests fusions, at each of its severities ε: each input of a
 * sample suffers with probability 1/2, whatever happens to the others.
 */
export const QmfNoiseChoice = z.strictObject({
  name: z.literal('qmf-noise').meta({
    description: 'noise by which QMF tests fusions: half of the pictures and half of the texts suffer, each by itself',
  }),
  modalities: z.array(z.string()).min(1).meta({ description: 'modalities that suffer, pictures and texts' }),
  pictures: z
    .enum(['gaussian', 'salt-pepper'])
    .default('gaussian')
    .meta({ title: 'noise of pictures', words: { gaussian: 'Gaussian', 'salt-pepper': 'salt and pepper' } }),
  severities: z
    .array(z.number().positive().max(10))
    .min(1)
    .max(20)
    .refine((values) => new Set(values).size === values.length, { error: 'names a severity twice. Give each once.' })
    .default([5, 10])
    .meta({ description: 'ε, one cell each, up to 10; of a text that suffers, ε/10 of the words' }),
  perSeverity: z.number().positive().max(25.5).default(10).meta({
    title: 'deviation of Gaussian noise per ε',
    description: '10 in the experiments on pictures and texts, 1 in those on colour and depth',
    unit: 'levels of 255',
  }),
  rule: z
    .enum(['tenth', 'hundredth'])
    .default('tenth')
    .meta({
      title: 'probability of salt and pepper',
      description: 'of a picture that suffers; a tenth of its pixels is then black or white',
      words: { tenth: 'ε/10, as released until June 2025', hundredth: 'ε/100, as released since' },
    }),
  arithmetic: z
    .enum(['clipped', 'released'])
    .default('clipped')
    .meta({
      title: 'Gaussian noise',
      description: 'the released code lets levels below 0 wrap to bright ones, and draws one pattern for all pictures',
      words: { clipped: 'kept within 0 and 255, drawn for each picture', released: 'as released' },
    }),
});
export type QmfNoiseChoice = z.infer<typeof QmfNoiseChoice>;

/** `QMF noise (Gaussian)`, `QMF noise (salt and pepper, ε/10)`: what tells its variants apart. */
export function qmfNoiseTitle({ pictures, perSeverity, rule, arithmetic }: QmfNoiseChoice): string {
  switch (pictures) {
    case 'gaussian': {
      const steep = perSeverity === 10 ? '' : ` of ${String(perSeverity)} ε`;
      return `QMF noise (Gaussian${steep}${arithmetic === 'released' ? ', as released' : ''})`;
    }
    case 'salt-pepper':
      return `QMF noise (salt and pepper, ε/${String(saltRules[rule])})`;
    default:
      return pictures satisfies never;
  }
}

/** Does it happen to modalities of this kind? */
export function hasQmfNoise(kind: ModalityKind): boolean {
  return kind === 'image' || kind === 'text';
}
