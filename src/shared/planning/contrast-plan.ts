import type { DatasetManifest } from '../data/dataset';
import { parse } from '../parse';
import { StudyPlan, type StudyPlanInput } from '../plan/plan';
import { accuracyStudy, onDataset, seedsOf } from './accuracy-study';
import { emojiTraining, type DemoSize } from './demo-plans';
import { eachMissing } from './each-missing';
import { evenEncoders, wholeEncoders } from './even-encoders';

type SubjectDraft = StudyPlanInput['subjects'][number];
type Recipe = SubjectDraft['recipe'];
type TrainingDraft = NonNullable<SubjectDraft['training']>;

const plain = 'concat';
const supervised = 'with a loss of each input';

/**
 * What UniS-MMC adds to concatenation, one loss after the other (Table 4 of its paper), by the names of those that each is
 * compared with: the contrast stands beside what it is added to, too, which alone tells what the contrast does.
 */
const losses: Readonly<
  Record<string, { readonly fusion: Recipe['fusion']; readonly comparedWith: readonly string[] }>
> = {
  [plain]: { fusion: { name: 'concat' }, comparedWith: [] },
  [supervised]: { fusion: { name: 'unis-mmc', contrast: 0 }, comparedWith: [plain] },
  'UniS-MMC: with contrast, paper’s': { fusion: { name: 'unis-mmc' }, comparedWith: [plain, supervised] },
  'with contrast, released': {
    fusion: { name: 'unis-mmc', contrastForm: 'row-0' },
    comparedWith: [plain, supervised],
  },
};

const sizes: Readonly<Record<DemoSize, { readonly samples: number; readonly training: TrainingDraft }>> = {
  quick: { samples: 500, training: emojiTraining },
  standard: { samples: 1000, training: emojiTraining },
  full: { samples: 1000, training: emojiTraining },
};

const question =
  'Is a concatenation more accurate whose training also draws an input that is wrong by itself towards one that is right (UniS-MMC), and what of that is due to the contrast rather than to the loss of each input alone that comes with it? Asked of the contrast as the paper has it and as the released code has it, which compares the first sample of a batch with all.';

/** The study on emojis and their names, either of which can tell the group. */
export function contrastPlan(size: DemoSize): StudyPlan {
  const { samples, training } = sizes[size];
  const asked = study({ image: { name: 'cnn', width: WIDTH }, text: { name: 'mean-words', width: WIDTH } }, training);
  const draft: StudyPlanInput = {
    ...asked,
    name: `Contrastive over concatenation?${size === 'standard' ? '' : ` (${size})`}`,
    data: { dataset: 'emoji-groups', selection: { split: 'test', count: samples, seed: 1 } },
    seeds: size === 'full' ? seedsOf(asked) : [0],
    attacks: [],
    degradations: eachMissing(['image', 'text']),
  };
  return parse(StudyPlan, draft, 'plan of the study of contrast');
}

/** The same of other data. @param training of every model */
export function contrastPresetPlan(manifest: DatasetManifest, name: string, training: TrainingDraft): object {
  return onDataset(study(evenEncoders(manifest.modalities, WIDTH, wholeEncoders), training), manifest, name);
}

function study(encoders: Recipe['encoders'], training: TrainingDraft) {
  return accuracyStudy({
    question,
    subjects: Object.entries(losses).map(([name, { fusion, comparedWith }]): SubjectDraft => ({
      name,
      recipe: { encoders, fusion },
      training,
      comparedWith: [...comparedWith],
    })),
    reference: plain,
  });
}

/** Of every encoding: between such of other widths there is no angle. */
const WIDTH = 64;
