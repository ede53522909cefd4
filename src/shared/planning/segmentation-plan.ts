import { parse } from '../parse';
import { StudyPlan, type StudyPlanInput } from '../plan/plan';
import type { DemoSize } from './demo-plans';
import { pixelAttacks, pixelChannels, pixelDegradations, pixelTraining } from './pixel-preset';

type SubjectDraft = StudyPlanInput['subjects'][number];
type Encoder = SubjectDraft['recipe']['encoders'][string];

/**
 * Deep enough that a pixel is answered from a good part of the scene: ten epochs with two scales end at an mIoU of 0.57,
 * with these at 0.78.
 */
const encoder: Encoder = { name: 'cnn', channels: pixelChannels({ height: 32, width: 32 }) };

const sizes: Readonly<
  Record<
    DemoSize,
    {
      readonly epochs: number;
      readonly samples: number;
      readonly seeds: readonly number[];
      /** Of PGD. */
      readonly steps: number;
      /** Of Square; none where there is to be an answer within minutes. */
      readonly queries: number;
    }
  >
> = {
  quick: { epochs: 6, samples: 120, seeds: [0], steps: 10, queries: 0 },
  standard: { epochs: 12, samples: 240, seeds: [0], steps: 20, queries: 200 },
  full: { epochs: 20, samples: 480, seeds: [0, 1, 2, 3, 4, 5], steps: 20, queries: 500 },
};

/**
 * The study that asks what Yu et al. (arXiv 2005.10987) ask: does a model of two sensors fall when only one is attacked,
 * though the other shows the scene as well as ever? Colour and heat, as theirs; each beside a model that sees it alone.
 */
export function segmentationPlan(size: DemoSize): StudyPlan {
  const { epochs, samples, seeds, steps, queries } = sizes[size];
  const draft: StudyPlanInput = {
    format: 'muroan.study',
    formatVersion: 1,
    name: `Does one attacked sensor bring a fused model down?${size === 'standard' ? '' : ` (${size})`}`,
    question:
      'A camera and a thermal camera see the same street, and a model says of every pixel what it shows. One of the two is attacked, the other is not. Does the model fall below what the untouched sensor gives by itself, and is the same budget worse on one sensor or shared by both?',
    data: { dataset: 'scenes', selection: { split: 'test', count: samples, seed: 1 } },
    subjects: [
      {
        name: 'colour + heat',
        recipe: {
          encoders: { rgb: encoder, heat: encoder },
          fusion: { name: 'concat' },
          head: { name: 'pixels' },
        },
        training: { ...pixelTraining, epochs },
      },
    ],
    seeds: [...seeds],
    attacks: [...pixelAttacks(['rgb', 'heat'], steps, queries)],
    degradations: pixelDegradations(['rgb', 'heat']),
    attackSeed: 1,
  };
  return parse(StudyPlan, draft, 'plan of the study of segmentation');
}
