import type { TrainingChoice } from '../../shared/training/training';
import { texts } from '../texts/catalogue';
import type { FieldSection } from './PartFields';

const words = texts.parts.sections;

/** Fields of the training that belong together; what is always set comes before them. */
export const trainingSections: readonly (FieldSection & { readonly names: readonly (keyof TrainingChoice)[] })[] = [
  { title: words.alternating, names: ['alternating'] },
  { title: words.adapting, names: ['adapting'] },
  { title: words.pretraining, names: ['pretraining'] },
  { title: words.overfitting, names: ['dropout', 'wordDropout', 'shift', 'mirror', 'occlusion', 'weightDecay'] },
  { title: words.adversarial, names: ['adversarial'] },
  { title: words.removals, names: ['removals'] },
  { title: words.ablation, names: ['ablation'] },
];
