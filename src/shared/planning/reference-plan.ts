import { parse } from '../parse';
import { StudyPlan, type StudyPlanInput } from '../plan/plan';

type Encoders = StudyPlanInput['subjects'][number]['recipe']['encoders'];

const encoders: Encoders = { image: { name: 'cnn' }, text: { name: 'mean-words' } };
const training = { epochs: 4, trainRows: 9000 };

/**
 * Every edition of the reference study, oldest first. An edition is never changed once released, or its runs could not be
 * set beside each other: a better one is added at the end. What a default means may not change it either, so a test holds
 * each edition to its hash.
 */
const editions: readonly StudyPlanInput[] = [
  {
    format: 'muroan.study',
    formatVersion: 1,
    name: 'Reference study, edition 1',
    question:
      'Does this lab still measure what it measured before? The same data, models, attacks and seeds every time: run it after an upgrade, on another machine, or now and then.',
    data: { dataset: 'caption-match', selection: { split: 'test', count: 200, seed: 1 } },
    subjects: [
      { name: 'concat', recipe: { encoders, fusion: { name: 'concat' } }, training },
      { name: 'product', recipe: { encoders, fusion: { name: 'product' } }, training },
    ],
    seeds: [0],
    attacks: [
      { name: 'decoupling', modalities: ['image', 'text'] },
      { name: 'decoupling', modalities: ['image'] },
      { name: 'decoupling', modalities: ['text'] },
      { name: 'fgsm', norm: 'linf', budgets: [{ image: 4 / 255 }] },
      { name: 'pgd', norm: 'linf', steps: 20, budgets: [{ image: 4 / 255 }] },
      { name: 'pgd', norm: 'l2', steps: 20, budgets: [{ text: 0.25 }] },
    ],
    attackSeed: 1,
  },
];

export const referencePlans: readonly StudyPlan[] = editions.map((edition) =>
  parse(StudyPlan, edition, 'reference plan'),
);

/** The newest edition: the one that is run. */
export const referencePlan: StudyPlan = referencePlans[referencePlans.length - 1];
