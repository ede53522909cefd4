import type { DatasetManifest } from '../data/dataset';
import type { ModalitySpecs } from '../data/modality';
import { parse } from '../parse';
import { StudyPlan, type StudyPlanInput } from '../plan/plan';
import type { EncoderName } from '../recipe/encoders';
import type { Asked } from '../data/target';
import { accuracyStudy, onDataset, seedsOf } from './accuracy-study';
import { starterAttacks } from './attack-presets';
import { emojiTraining, type DemoSize } from './demo-plans';
import { eachMissing } from './each-missing';
import { boundedEncoders } from './even-encoders';

type SubjectDraft = StudyPlanInput['subjects'][number];
type Recipe = SubjectDraft['recipe'];
type TrainingDraft = NonNullable<SubjectDraft['training']>;

/** Ranks of the adapters: all that a sweep is asked for, as which the paper used is not known. */
export const adapterRanks = [1, 2, 4, 8, 16] as const;

/** What all others are compared with: nothing is trained behind its inputs. */
const reference = 'ensemble (UME)';

interface Scale {
  readonly samples: number;
  readonly steps: number;
}

const sizes: Readonly<Record<DemoSize, Scale>> = {
  quick: { samples: 100, steps: 5 },
  standard: { samples: 250, steps: 10 },
  full: { samples: 500, steps: 10 },
};

const question =
  'Each input is learned by itself, and what they say is added up (UME). Is a model more accurate that learns on from there together: by adapters of low rank alone, all else frozen, after the idea of MMLoRA, or by all of its weights? Which rank, scaling and layers MMLoRA has is not known here: its adapters are a reconstruction, not verified, and the answer is about these models and data.';

/** The study on pictures of emoji and their names, of which either can tell the group. */
export function adaptersPlan(size: DemoSize): StudyPlan {
  const { samples, steps } = sizes[size];
  const asked = study({ image: 'cnn', text: 'mean-words' }, emojiTraining);
  const draft = {
    ...asked,
    name: `Adapters over the ensemble?${size === 'standard' ? '' : ` (${size})`}`,
    data: { dataset: 'emoji-groups', selection: { split: 'test', count: samples, seed: 1 } },
    seeds: size === 'full' ? seedsOf(asked) : [0],
    attacks: [
      { name: 'pgd', norm: 'l2', steps, budgets: [{ image: 0.5 }] },
      { name: 'pgd', norm: 'l2', steps, budgets: [{ text: 0.25 }] },
    ],
    degradations: eachMissing(['image', 'text']),
  };
  return parse(StudyPlan, draft, 'plan of the study of adapters');
}

/** The same of other data. @param training of every input by itself */
export function adaptersPresetPlan(manifest: DatasetManifest, name: string, training: TrainingDraft): object {
  const { modalities } = manifest;
  const own = Object.fromEntries(Object.entries(modalities).map(([id, { kind }]) => [id, boundedEncoders[kind]]));
  return {
    ...onDataset(study(own, training), manifest, name),
    attacks: starterAttacks('pgd', modalities).map((attack) => ({ ...attack, steps: sizes.full.steps })),
  };
}

/** Why the study tells nothing of some data; a sentence. Null: it does. */
export function adaptersPresetLimit(
  data: ({ readonly modalities?: ModalitySpecs; readonly inputs?: readonly string[] } & Partial<Asked>) | undefined,
): string | null {
  if (data?.pixelClasses !== undefined) return 'Its fusion answers for the sample, not for every pixel.';
  if (data?.target !== undefined) return 'It adds up what inputs say of classes, and these data ask for another thing.';
  const inputs = data?.inputs ?? Object.keys(data?.modalities ?? { one: null, other: null });
  return inputs.length < 2 ? 'Its ensemble needs two inputs or more.' : null;
}

function study(own: Readonly<Record<string, EncoderName>>, training: TrainingDraft) {
  const recipe = {
    encoders: Object.fromEntries(Object.entries(own).map(([id, name]) => [id, { name }])) as Recipe['encoders'],
    fusion: { name: 'late' as const, together: 'sum' as const },
    head: { name: 'linear' as const },
  };
  const subject = (name: string, own: TrainingDraft): SubjectDraft => ({
    name,
    recipe,
    training: { ...training, ...own },
  });
  return accuracyStudy({
    question,
    subjects: [
      subject(reference, { method: 'ensemble' }),
      subject('all weights fine-tuned', { method: 'fine-tuned' }),
      ...adapterRanks.map((adapterRank) =>
        subject(`adapters of rank ${String(adapterRank)}`, { method: 'adapters', adapting: { adapterRank } }),
      ),
    ],
    reference,
  });
}
