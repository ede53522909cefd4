import type { NumbersInput } from './model-map';

export type Scaling = Pick<NumbersInput, 'scale' | 'mean' | 'std'>;

/**
 * What pictures in [0, 1] usually become before a model reads them. ImageNet: the statistics that torchvision's models were
 * trained with (its documentation of pretrained weights); CLIP: `_transform` in openai/CLIP, clip/clip.py.
 */
export const usualScalings = {
  unit: { scale: 1, mean: [], std: [] },
  symmetric: { scale: 2, mean: [1], std: [] },
  bytes: { scale: 255, mean: [], std: [] },
  imagenet: { scale: 1, mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] },
  clip: { scale: 1, mean: [0.48145466, 0.4578275, 0.40821073], std: [0.26862954, 0.26130258, 0.27577711] },
} as const satisfies Readonly<Record<string, Scaling>>;
export type ScalingName = keyof typeof usualScalings;
export const scalingNames = Object.keys(usualScalings) as readonly ScalingName[];

/** Which of them fields are; null: none. */
export function scalingOf(given: Readonly<Record<string, unknown>>): ScalingName | null {
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  return (
    scalingNames.find((name) => {
      const usual = usualScalings[name];
      return same(given.scale, usual.scale) && same(given.mean, usual.mean) && same(given.std, usual.std);
    }) ?? null
  );
}
