import type { DatasetManifest } from '../data/dataset';
import type { PictureCorruption } from '../degradations/degradation';
import { LabError } from '../errors';
import type { ModalitySpec } from '../data/modality';
import { pixelMembers } from '../attacks/pixel-attacks';

/** Filters of the encoders' scales, from the finest. */
const filters = [8, 16, 32, 32] as const;
/** Radii of one sensor, in levels of 255. */
const levels = [2, 4, 8] as const;

/** Deep as the pictures can be halved: the deeper, the more of the scene a pixel is answered from. */
export function pixelChannels({ height, width }: { readonly height: number; readonly width: number }): number[] {
  return filters.filter((_, index) => height % 2 ** index === 0 && width % 2 ** index === 0);
}

/** Training of a model that answers for every pixel, within minutes. */
export const pixelTraining = { batchSize: 16, learningRate: 4e-3, dropout: 0, patience: 5 };

/**
 * FGSM and PGD on each of the inputs with the whole budget, and on all of them with the same one shared; with the largest,
 * Square on each, which tells whether gradients are masked, and the strongest of what the lab has.
 *
 * @param queries of what asks for scores; 0: without it, and without the strongest
 */
export function pixelAttacks(ids: readonly string[], steps: number, queries: number) {
  const on = (...sensors: readonly string[]) =>
    levels.map((level) => Object.fromEntries(sensors.map((sensor) => [sensor, level / 255])));
  const pgd = { name: 'pgd', norm: 'linf', steps } as const;
  const fgsm = { name: 'fgsm', norm: 'linf' } as const;
  const square = { name: 'square', norm: 'linf', queries } as const;
  const strongest = { name: 'ensemble', norm: 'linf', steps, queries, members: pixelMembers } as const;
  return [
    ...[fgsm, pgd].flatMap((attack) => [
      ...ids.map((id) => ({ ...attack, budgets: on(id) })),
      ...(ids.length < 2 ? [] : [{ ...attack, budgets: on(...ids), share: 'matched' as const }]),
    ]),
    ...(queries === 0 ? [] : ids.map((id) => ({ ...square, budgets: on(id).slice(-1) }))),
    ...(queries === 0
      ? []
      : [
          ...ids.map((id) => ({ ...strongest, budgets: on(id).slice(-1) })),
          ...(ids.length < 2 ? [] : [{ ...strongest, budgets: on(...ids).slice(-1), share: 'matched' as const }]),
        ]),
  ];
}

/** Each sensor missing, and what happens to it by itself: noise, blur, weather and compression, one of each. */
export function pixelDegradations(ids: readonly string[]) {
  const kinds: PictureCorruption[] = ['gaussian-noise', 'motion-blur', 'fog', 'jpeg'];
  return [
    ...(ids.length < 2 ? [] : ids.map((id) => ({ name: 'missing' as const, modalities: [id] }))),
    ...ids.map((id) => ({ name: 'corruption' as const, modalities: [id], kinds, severities: [3] })),
  ];
}

/** @throws LabError `invalid` for data that label no pixels */
export function pixelPlan(manifest: DatasetManifest, name: string): object {
  const pictures = Object.entries(manifest.modalities).filter(
    (entry): entry is [string, Extract<ModalitySpec, { readonly kind: 'image' }>] => entry[1].kind === 'image',
  );
  if (manifest.pixelClasses === undefined || pictures.length === 0) {
    throw new LabError('invalid', 'These data label no pixels.', {
      where: 'data.dataset',
      remedy: 'Choose data with a label map, such as "scenes".',
    });
  }
  const ids = pictures.map(([id]) => id);
  return {
    format: 'muroan.study',
    formatVersion: 1,
    name,
    question: 'What does every pixel show? Does the model fall when one sensor is attacked, though the others are not?',
    data: {
      dataset: manifest.name,
      selection: { split: 'test', count: Math.min(120, manifest.splits.test), seed: 1 },
    },
    subjects: [
      {
        name: ids.join(' + '),
        recipe: {
          encoders: Object.fromEntries(
            pictures.map(([id, spec]) => [id, { name: 'cnn', channels: pixelChannels(spec) }]),
          ),
          fusion: { name: 'concat' },
          head: { name: 'pixels' },
        },
        training: { ...pixelTraining, epochs: 12 },
      },
    ],
    seeds: [0],
    attacks: pixelAttacks(ids, 10, 100),
    degradations: pixelDegradations(ids),
    attackSeed: 1,
    requirements: [],
  };
}
