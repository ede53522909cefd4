import { parse } from '../shared/parse';
import { StudyPlan, type StudyPlanInput } from '../shared/plan';
import type { AttackDraft } from './attack-presets';

/** How much of the demo is computed. */
export type DemoSize = 'quick' | 'standard' | 'full';

type SubjectDraft = StudyPlanInput['subjects'][number];

const smallEncoders = { image: { name: 'cnn' }, text: { name: 'mean-words' } } as const;
const tokenEncoders = { image: { name: 'patch-tokens' }, text: { name: 'word-transformer' } } as const;

/** The studies of the demo, in the order they are run. */
export function demoPlans(size: DemoSize): readonly StudyPlan[] {
  const drafts: readonly StudyPlanInput[] =
    size === 'full' ? [captionMatch(size), emojiGroups()] : [captionMatch(size)];
  return drafts.map((draft) => parse(StudyPlan, draft, 'demo plan'));
}

function captionMatch(size: DemoSize): StudyPlanInput {
  const training = { epochs: size === 'quick' ? 5 : 12 };
  return {
    format: 'muroan.study',
    formatVersion: 1,
    name: `Demo: Caption match${size === 'standard' ? '' : ` (${size})`}`,
    question:
      'A picture of a garment and a caption: do they fit? Each modality alone is no better than a coin. How little has to be removed, or changed, to make the model answer wrongly, and does the fusion matter?',
    data: { dataset: 'caption-match', selection: { split: 'test', count: size === 'quick' ? 150 : 500, seed: 1 } },
    subjects: fusions(size).map((subject) => ({ ...subject, training })),
    seeds: size === 'full' ? [0, 1, 2] : [0],
    attacks: [...attacks(size)],
    attackSeed: 1,
  };
}

function emojiGroups(): StudyPlanInput {
  return {
    format: 'muroan.study',
    formatVersion: 1,
    name: 'Demo: Emoji groups (full)',
    question:
      'A picture of an emoji and its name: which group does it belong to? Either modality can tell, so a good fusion should not need both. Does it lean on one?',
    data: { dataset: 'emoji-groups', selection: { split: 'test', count: 500, seed: 1 } },
    subjects: fusions('full').map((subject) => ({ ...subject, training: { epochs: 30, patience: 5 } })),
    seeds: [0, 1, 2],
    attacks: [...attacks('full')],
    attackSeed: 1,
  };
}

function fusions(size: DemoSize): readonly SubjectDraft[] {
  const always: readonly SubjectDraft[] = [
    { name: 'concat', recipe: { encoders: smallEncoders, fusion: { name: 'concat' } } },
    { name: 'product', recipe: { encoders: smallEncoders, fusion: { name: 'product' } } },
  ];
  if (size !== 'full') return always;
  return [
    ...always,
    { name: 'token transformer', recipe: { encoders: tokenEncoders, fusion: { name: 'token-transformer' } } },
    { name: 'late', recipe: { encoders: smallEncoders, fusion: { name: 'late' } } },
  ];
}

/** Removals on both modalities and on each; gradients on each, on both with own radii, and on both at one total. */
function attacks(size: DemoSize): readonly AttackDraft[] {
  const image = { linf: 8 / 255, l2: 0.5 };
  const text = { l2: 0.5 };
  const steps = size === 'quick' ? 10 : 20;
  const both = { image: image.l2, text: text.l2 };
  return [
    { name: 'decoupling', modalities: ['image', 'text'] },
    { name: 'decoupling', modalities: ['image'] },
    { name: 'decoupling', modalities: ['text'] },
    { name: 'fgsm', norm: 'linf', budgets: [{ image: image.linf }] },
    { name: 'pgd', norm: 'linf', steps, budgets: [{ image: image.linf }] },
    { name: 'fgsm', norm: 'l2', budgets: [{ image: image.l2 }] },
    { name: 'pgd', norm: 'l2', steps, budgets: [{ image: image.l2 }] },
    { name: 'pgd', norm: 'l2', steps, budgets: [{ text: text.l2 }] },
    { name: 'pgd', norm: 'l2', steps, budgets: [both] },
    { name: 'pgd', norm: 'l2', steps, budgets: [both], share: 'matched' },
  ];
}
