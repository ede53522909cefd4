import { z } from 'zod';
import type { AttackSource } from './attacks/facts';

/**
 * What happens to inputs without anybody who searches: a modality that is not there, or growing noise. Every sample is
 * answered, also what was answered wrongly before.
 */

const modalities = z.array(z.string()).min(1).meta({ description: 'modalities that suffer' });

/** A whole modality is not there. */
export const MissingChoice = z.strictObject({
  name: z.literal('missing').meta({ description: 'a whole modality is not there' }),
  modalities,
  /**
   * `zero`: a black picture, a text without words. `mean`: the mean colour of the training split (zero after
   * normalisation), unknown words in the place of all. `shuffled`: that of another sample of the split, of another group.
   */
  by: z.enum(['zero', 'mean', 'shuffled']).default('mean').meta({
    title: 'replaced by',
    description: 'what stands in its place: nothing (zero), the mean, or what another sample has there (shuffled)',
  }),
});
export type MissingChoice = z.infer<typeof MissingChoice>;

/** Noise of MultiBench (Liang et al., arXiv 2107.07502, and its released code), at each of its levels. */
export const NoiseChoice = z.strictObject({
  name: z.literal('noise').meta({ description: 'growing noise as MultiBench makes it, by kind of modality' }),
  modalities,
  levels: z
    .array(z.number().positive().max(1))
    .min(1)
    .max(100)
    .default([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1])
    .meta({ title: 'levels of noise', description: 'one cell each: how probable each change is, and how strong' }),
});
export type NoiseChoice = z.infer<typeof NoiseChoice>;

export const Degradation = z.discriminatedUnion('name', [MissingChoice, NoiseChoice]);
export type Degradation = z.infer<typeof Degradation>;
export type DegradationName = Degradation['name'];

/** Raised whenever results change for equal parameters; part of the identity of a cell. */
export const degradationVersions: Readonly<Record<DegradationName, number>> = { missing: 1, noise: 1 };

/** The names for people. */
export const degradationLabels: Readonly<Record<DegradationName, string>> = {
  missing: 'Missing modality',
  noise: 'Noise',
};

/** Levels that a choice is run at: of a missing modality, one. */
export function levelsOf(choice: Degradation): readonly number[] {
  switch (choice.name) {
    case 'missing':
      return [1];
    case 'noise':
      return choice.levels;
    default:
      return choice satisfies never;
  }
}

/** `Noise 0.3 on image`, `Without text (mean)`; without a level, of all of them: `Noise on image`. */
export function degradationTitle(choice: Degradation, level: number | null = null): string {
  const where = choice.modalities.join(' + ');
  switch (choice.name) {
    case 'missing':
      return `Without ${where} (${choice.by})`;
    case 'noise':
      return `Noise${level === null ? '' : ` ${String(level)}`} on ${where}`;
    default:
      return choice satisfies never;
  }
}

/** How closely a choice follows its source. */
export function degradationSource({ name }: Degradation): AttackSource {
  switch (name) {
    case 'missing':
      return {
        title: degradationLabels.missing,
        paper: 'usual practice; no single source',
        fidelity: 'variant',
        difference: 'another sample’s input is drawn from the same split and another group',
      };
    case 'noise':
      return {
        title: degradationLabels.noise,
        paper: 'MultiBench, arXiv 2107.07502, and its released code',
        fidelity: 'variant',
        difference:
          'salt and pepper and Gaussian noise on values of 0 to 1, where the released code is nearly invisible; cropped at a random place; changes of colour leave grey pictures as they are',
      };
    default:
      return name satisfies never;
  }
}
