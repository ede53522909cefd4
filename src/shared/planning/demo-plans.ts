import { ImageFill, TextFill } from '../data/modality';
import { parse } from '../parse';
import { StudyPlan, type StudyPlanInput } from '../plan/plan';
import type { AttackDraft } from './attack-presets';
import { usualRequirements } from './usual-requirements';

/** How much of the demo is computed. */
export type DemoSize = 'quick' | 'standard' | 'full';

type SubjectDraft = StudyPlanInput['subjects'][number];
type Encoders = SubjectDraft['recipe']['encoders'];

/** Small enough to train in a minute and to be attacked thousands of times in one more. */
const smallEncoders: Encoders = { image: { name: 'cnn' }, text: { name: 'mean-words' } };
/** @param patch side of a patch, which must divide the image's side */
const tokenEncoders = (patch: number): Encoders => ({
  image: { name: 'patch-tokens', patch },
  text: { name: 'word-transformer' },
});

/** Enough for a first impression. */
export const quickTraining = { epochs: 4, trainRows: 9000 };

/** The studies of the demo, in the order they are run. */
export function demoPlans(size: DemoSize): readonly StudyPlan[] {
  const drafts: readonly StudyPlanInput[] =
    size === 'full' ? [captionMatch(size), emojiGroups()] : [captionMatch(size)];
  return drafts.map((draft) => parse(StudyPlan, draft, 'demo plan'));
}

/** Trained on inputs with parts gone: where only this twin withstands a fill, the fill was strange, not telling. */
const occludedTwin: SubjectDraft = {
  name: 'concat, trained with occlusion',
  recipe: { encoders: smallEncoders, fusion: { name: 'concat' } },
  training: { occlusion: 0.5, wordDropout: 0.2 },
};

function captionMatch(size: DemoSize): StudyPlanInput {
  const training = size === 'quick' ? quickTraining : {};
  return {
    format: 'muroan.study',
    formatVersion: 1,
    name: `Demo: Caption match${size === 'standard' ? '' : ` (${size})`}`,
    question:
      'A picture of a garment and a caption: do they fit? Neither alone can tell. How little has to be removed, or changed, to make the model answer wrongly, and does the fusion matter?',
    data: { dataset: 'caption-match', selection: { split: 'test', count: size === 'quick' ? 100 : 500, seed: 1 } },
    subjects: [
      ...fusions(size, 7).map((subject) => ({ ...subject, training })),
      ...(size === 'full' ? [occludedTwin] : []),
    ],
    seeds: size === 'full' ? [0, 1, 2] : [0],
    attacks: [...attacks(size)],
    attackSeed: 1,
    requirements: usualRequirements(
      { attacks: attacks(size), degradations: [] },
      { kinds: { image: 'image', text: 'text' }, hasOracle: true, classes: 2 },
    ),
  };
}

/** Few pictures for many groups: what keeps the models from learning them by heart. */
export const emojiTraining = {
  epochs: 20,
  patience: 6,
  learningRate: 2e-3,
  dropout: 0.6,
  wordDropout: 0.4,
  shift: 2,
  mirror: 0.5,
  weightDecay: 0.3,
};

function emojiGroups(): StudyPlanInput {
  return {
    format: 'muroan.study',
    formatVersion: 1,
    name: 'Demo: Emoji groups (full)',
    question:
      'A picture of an emoji and its name: which group does it belong to? Either modality can tell, so a good fusion should not need both. Does it lean on one?',
    data: { dataset: 'emoji-groups', selection: { split: 'test', count: 500, seed: 1 } },
    subjects: fusions('full', 8).map((subject) => ({ ...subject, training: emojiTraining })),
    seeds: [0, 1, 2],
    attacks: [...attacks('full')],
    attackSeed: 1,
  };
}

function fusions(size: DemoSize, patch: number): readonly SubjectDraft[] {
  const always: readonly SubjectDraft[] = [
    { name: 'concat', recipe: { encoders: smallEncoders, fusion: { name: 'concat' } } },
    { name: 'product', recipe: { encoders: smallEncoders, fusion: { name: 'product' } } },
  ];
  if (size !== 'full') return always;
  return [
    ...always,
    { name: 'token transformer', recipe: { encoders: tokenEncoders(patch), fusion: { name: 'token-transformer' } } },
    { name: 'late', recipe: { encoders: smallEncoders, fusion: { name: 'late' } } },
  ];
}

/**
 * The same attacks under every other fill: a success found under one fill alone may be a reaction to the fill, and what
 * is hidden under one may be found under another.
 */
const otherFills: readonly AttackDraft[] = [
  ...ImageFill.exclude(['mean']).options.map((image) => ({
    name: 'decoupling' as const,
    modalities: ['image'],
    fills: { image },
  })),
  ...TextFill.exclude(['delete']).options.map((text) => ({
    name: 'decoupling' as const,
    modalities: ['text'],
    fills: { text },
  })),
];

/** Removals on both modalities and on each, for `full` under every fill; gradients on each, on both with own radii, and on both at one total. */
function attacks(size: DemoSize): readonly AttackDraft[] {
  const steps = size === 'quick' ? 10 : 20;
  const pixels = (...levels: readonly number[]) => levels.map((level) => ({ image: level / 255 }));
  const both = { image: 0.5, text: 0.25 };
  return [
    { name: 'decoupling', modalities: ['image', 'text'] },
    { name: 'decoupling', modalities: ['image'] },
    { name: 'decoupling', modalities: ['text'] },
    ...(size === 'full' ? otherFills : []),
    { name: 'fgsm', norm: 'linf', budgets: pixels(4, 8) },
    { name: 'pgd', norm: 'linf', steps, budgets: pixels(2, 4, 8) },
    { name: 'fgsm', norm: 'l2', budgets: [{ image: both.image }] },
    { name: 'pgd', norm: 'l2', steps, budgets: [{ image: both.image }, { image: 2 * both.image }] },
    {
      name: 'pgd',
      norm: 'l2',
      steps,
      budgets: [{ text: both.text / 2 }, { text: both.text }, { text: 2 * both.text }],
    },
    { name: 'pgd', norm: 'l2', steps, budgets: [both] },
    { name: 'pgd', norm: 'l2', steps, budgets: [both], share: 'matched' },
  ];
}
