import { z } from 'zod';
import type { AttackSource } from '../attacks/facts';
import type { ModalityKind } from '../data/modality';
import { QmfNoiseChoice, hasQmfNoise, qmfNoiseTitle } from './qmf-noise';
import { from } from '../papers/papers';

/**
 * What happens to inputs without anybody who searches: a modality that is not there, or growing noise. Every sample is
 * answered, also what was answered wrongly before.
 */

/** Of a list whose entries make one cell each. */
function areDistinct(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length;
}

function givenTwice({ input }: { readonly input?: unknown }): string {
  const values = Array.isArray(input) ? (input as readonly unknown[]) : [];
  const twice = values.filter((value, place) => values.indexOf(value) < place);
  return `names ${[...new Set(twice)].map(String).join(' and ')} twice. Give each once.`;
}

const modalities = z.array(z.string()).min(1).meta({ description: 'modalities that suffer' });

/** What can stand in the place of a modality that is not there. */
export const missingFills = ['zero', 'mean', 'shuffled'] as const;

/** A whole modality is not there. */
export const MissingChoice = z.strictObject({
  name: z.literal('missing').meta({ description: 'a whole modality is not there' }),
  modalities,
  /**
   * `zero`: a black picture, a text without words. `mean`: the mean colour of the training split (zero after
   * normalisation), unknown words in the place of all. `shuffled`: that of another sample of the split, of another group.
   * `left-out`: fusions that can (`leavesOut`) answer from the other inputs alone; of the others the mean.
   */
  by: z
    .enum([...missingFills, 'left-out'])
    .default('mean')
    .meta({
      title: 'replaced by',
      description:
        'what stands in its place: nothing (zero), the mean, or what another sample has there (shuffled); or nothing at all where the fusion can leave an input out (mla, qmf, late), and the mean where it cannot (left-out)',
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

/** Corruptions of pictures, in the order of their source; and of texts. */
export const pictureCorruptions = [
  'gaussian-noise',
  'shot-noise',
  'impulse-noise',
  'defocus-blur',
  'motion-blur',
  'zoom-blur',
  'fog',
  'brightness',
  'contrast',
  'pixelate',
  'jpeg',
] as const;
export const textCorruptions = ['keyboard', 'swap', 'delete', 'insert', 'ocr', 'drop-word', 'casing'] as const;
export type PictureCorruption = (typeof pictureCorruptions)[number];
export type TextCorruption = (typeof textCorruptions)[number];
export type Corruption = PictureCorruption | TextCorruption;

/** The names for people. */
export const corruptionLabels: Readonly<Record<Corruption, string>> = {
  'gaussian-noise': 'Gaussian noise',
  'shot-noise': 'Shot noise',
  'impulse-noise': 'Impulse noise',
  'defocus-blur': 'Defocus blur',
  'motion-blur': 'Motion blur',
  'zoom-blur': 'Zoom blur',
  fog: 'Fog',
  brightness: 'Brightness',
  contrast: 'Contrast',
  pixelate: 'Pixelation',
  jpeg: 'JPEG blocks',
  keyboard: 'Keyboard slips',
  swap: 'Swapped letters',
  delete: 'Omitted letters',
  insert: 'Added letters',
  ocr: 'Misread letters',
  'drop-word': 'Dropped words',
  casing: 'Random casing',
};

/** What happens to pictures and texts by themselves: kinds of corruption, each at each of the severities. */
export const CorruptionChoice = z.strictObject({
  name: z
    .literal('corruption')
    .meta({ description: 'what happens to pictures and texts by themselves: blur, fog, slips' }),
  modalities,
  kinds: z
    .array(z.enum([...pictureCorruptions, ...textCorruptions]))
    .min(1)
    .max(pictureCorruptions.length + textCorruptions.length)
    .refine(areDistinct, { error: givenTwice })
    .default(['gaussian-noise'])
    .meta({
      title: 'corruptions',
      description: 'of pictures from Gaussian noise to JPEG blocks, of texts from keyboard slips to random casing',
      words: corruptionLabels,
    }),
  severities: z
    .array(z.int().min(1).max(5))
    .min(1)
    .max(5)
    .refine(areDistinct, { error: givenTwice })
    .default([1, 3, 5])
    .meta({ description: 'from 1, hardly seen, to 5, plain; one cell each, of every kind' }),
});
export type CorruptionChoice = z.infer<typeof CorruptionChoice>;

/** The corruptions of a kind of modality; none of what is neither picture nor text. */
export function corruptionsOf(modality: ModalityKind): readonly Corruption[] {
  switch (modality) {
    case 'image':
      return pictureCorruptions;
    case 'text':
      return textCorruptions;
    case 'audio':
    case 'tabular':
    case 'sequence':
    case 'skeleton':
      return [];
    default:
      return modality satisfies never;
  }
}

/** Can it happen to a modality of this kind? Of corruptions: can any? */
export function happensTo(name: DegradationName, modality: ModalityKind): boolean {
  switch (name) {
    case 'missing':
    case 'noise':
      return true;
    case 'qmf-noise':
      return hasQmfNoise(modality);
    case 'corruption':
      return corruptionsOf(modality).length > 0;
    default:
      return name satisfies never;
  }
}

/** Does its level grow, so that it is a sweep of noise? */
export function isNoise({ name }: { readonly name: DegradationName }): boolean {
  return name === 'noise' || name === 'qmf-noise';
}

/** Those among the kinds that do not happen to modalities of this kind. */
export function strayCorruptions({ kinds }: CorruptionChoice, modality: ModalityKind): readonly Corruption[] {
  return kinds.filter((kind) => !corruptionsOf(modality).includes(kind));
}

export const Degradation = z.discriminatedUnion('name', [MissingChoice, NoiseChoice, QmfNoiseChoice, CorruptionChoice]);
export type Degradation = z.infer<typeof Degradation>;
export type DegradationName = Degradation['name'];

/** Raised whenever results change for equal parameters; part of the identity of a cell. */
export const degradationVersions: Readonly<Record<DegradationName, number>> = {
  missing: 1,
  noise: 1,
  'qmf-noise': 1,
  corruption: 1,
};

/** The names for people. */
export const degradationLabels: Readonly<Record<DegradationName, string>> = {
  missing: 'Missing modality',
  noise: 'Noise',
  'qmf-noise': 'QMF noise',
  corruption: 'Natural corruption',
};

/** What one cell of a choice does. */
export interface DegradationStep {
  readonly level: number;
  /** Null of what is no corruption. */
  readonly kind: Corruption | null;
}

/** A step for each cell of a choice, as `levelIndex` counts them: of corruptions, kind after kind, each at all severities. */
export function stepsOf(choice: Degradation): readonly DegradationStep[] {
  const levels = levelsOf(choice);
  if (choice.name !== 'corruption') return levels.map((level) => ({ level, kind: null }));
  return choice.kinds.flatMap((kind) => levels.map((level) => ({ level, kind })));
}

/** Levels that a choice is run at: of a missing modality, one. */
export function levelsOf(choice: Degradation): readonly number[] {
  switch (choice.name) {
    case 'missing':
      return [1];
    case 'noise':
      return choice.levels;
    case 'qmf-noise':
    case 'corruption':
      return choice.severities;
    default:
      return choice satisfies never;
  }
}

/**
 * `Noise 0.3 on image`, `Without text (mean)`; without a step, of all of them: `Noise on image`. With a step that names no
 * level, of one kind at all of them: `Fog on image`.
 */
export function degradationTitle(choice: Degradation, step: TitledStep | null = null): string {
  const at = step?.level ?? null;
  const level = at === null ? '' : ` ${String(at)}`;
  const where = choice.modalities.join(' + ');
  switch (choice.name) {
    case 'missing':
      return `Without ${where} (${choice.by})`;
    case 'corruption':
      return `${corruptionsTitle(choice, step)}${level} on ${where}`;
    case 'noise':
      return `Noise${level} on ${where}`;
    case 'qmf-noise':
      return `${qmfNoiseTitle(choice)}${level} on ${where}`;
    default:
      return choice satisfies never;
  }
}

type TitledStep = Omit<DegradationStep, 'level'> & { readonly level: number | null };

function corruptionsTitle({ kinds }: CorruptionChoice, step: TitledStep | null): string {
  const kind = step?.kind ?? (kinds.length === 1 ? kinds[0] : null);
  return kind === null ? `${String(kinds.length)} natural corruptions` : corruptionLabels[kind];
}

/** How closely a choice follows its source. */
export function degradationSource({ name }: Degradation): AttackSource {
  switch (name) {
    case 'missing':
      return {
        title: degradationLabels.missing,
        ...from`usual practice; no single source`,
        fidelity: 'variant',
        difference: 'another sample’s input is drawn from the same split and another group',
      };
    case 'noise':
      return {
        title: degradationLabels.noise,
        ...from`MultiBench, ${'liang2021multibench'}, and its released code`,
        fidelity: 'variant',
        difference:
          'salt and pepper and Gaussian noise on values of 0 to 1, where the released code is nearly invisible; cropped at a random place; changes of colour leave grey pictures as they are',
      };
    case 'qmf-noise':
      return {
        title: degradationLabels['qmf-noise'],
        ...from`${'zhang2023provable'}, and its released code`,
        fidelity: 'variant',
        difference:
          'added to the pictures that models see, before which the released code adds it; severity 0 is the untouched input; a generator of the lab draws, whose draws for texts do not depend on the pictures before them, as those of the released code do; the blank in place of a word is read as an unknown word',
      };
    case 'corruption':
      return {
        title: degradationLabels.corruption,
        ...from`pictures: ${'hendrycks2019benchmarking'}; texts: list of ${'qiu2022benchmarking'}`,
        fidelity: 'variant',
        difference:
          'constants of the released code for pictures of 32 pixels, lengths grow with the side; blur by a plain disc and a straight line, fog by random values on grids, brightness added to every channel, JPEG by the quantisation of each channel alone; of each word 15 % more per severity are hit',
      };
    default:
      return name satisfies never;
  }
}

/** The field that lists the levels of a choice; null where it has one alone. */
export function levelsField(choice: Degradation): 'levels' | 'severities' | null {
  switch (choice.name) {
    case 'missing':
      return null;
    case 'noise':
      return 'levels';
    case 'qmf-noise':
    case 'corruption':
      return 'severities';
    default:
      return choice satisfies never;
  }
}
