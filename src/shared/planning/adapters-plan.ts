import type { DatasetManifest } from '../dataset';
import type { ModalityKind, ModalitySpecs } from '../modality';
import { parse } from '../parse';
import { StudyPlan } from '../plan';
import type { EncoderName } from '../recipe/encoders';
import type { Asked } from '../target';
import { starterAttacks } from './attack-presets';
import { emojiTraining, type DemoSize } from './demo-plans';

/** Ranks of the adapters: all that a sweep is asked for, as which the paper used is not known. */
export const adapterRanks = [1, 2, 4, 8, 16] as const;

/** What all others are compared with: nothing is trained behind its inputs. */
const reference = 'ensemble (UME)';

const encoders: Readonly<Record<ModalityKind, EncoderName>> = {
  image: 'cnn',
  text: 'mean-words',
  audio: 'cnn',
  tabular: 'mlp',
  sequence: 'mlp',
  skeleton: 'mlp',
};

interface Scale {
  readonly samples: number;
  readonly seeds: readonly number[];
  readonly steps: number;
}

/**
 * With six comparisons corrected together (Holm), the sign-flip test over paired seeds cannot go below 6 · 2/2ˢ: seven seeds
 * could not come out significant whatever they found, eight that all agree just do.
 */
const sizes: Readonly<Record<DemoSize, Scale>> = {
  quick: { samples: 100, seeds: [0], steps: 5 },
  standard: { samples: 250, seeds: [0], steps: 10 },
  full: { samples: 500, seeds: [0, 1, 2, 3, 4, 5, 6, 7], steps: 10 },
};

const question =
  'Each input is learned by itself, and what they say is added up (UME). Is a model more accurate that learns on from there together: by adapters of low rank alone, all else frozen, after the idea of MMLoRA, or by all of its weights? Which rank, scaling and layers MMLoRA has is not known here: its adapters are a reconstruction, not verified, and the answer is about these models and data.';

/** The study on pictures of emoji and their names, of which either can tell the group. */
export function adaptersPlan(size: DemoSize): StudyPlan {
  const { samples, seeds, steps } = sizes[size];
  const ids = { image: encoders.image, text: encoders.text };
  const draft = {
    ...study(ids, emojiTraining),
    name: `Adapters over the ensemble?${size === 'standard' ? '' : ` (${size})`}`,
    data: { dataset: 'emoji-groups', selection: { split: 'test', count: samples, seed: 1 } },
    seeds,
    attacks: [
      { name: 'pgd', norm: 'l2', steps, budgets: [{ image: 0.5 }] },
      { name: 'pgd', norm: 'l2', steps, budgets: [{ text: 0.25 }] },
    ],
    degradations: Object.keys(ids).map((id) => ({ name: 'missing', modalities: [id] })),
  };
  return parse(StudyPlan, draft, 'plan of the study of adapters');
}

/** The same of other data. @param training of every input by itself */
export function adaptersPresetPlan(manifest: DatasetManifest, name: string, training: object): object {
  const { modalities, splits } = manifest;
  const own = Object.fromEntries(Object.entries(modalities).map(([id, { kind }]) => [id, encoders[kind]]));
  const { seeds, samples, steps } = sizes.full;
  return {
    ...study(own, training),
    name,
    data: { dataset: manifest.name, selection: { split: 'test', count: Math.min(samples, splits.test), seed: 1 } },
    seeds: [...seeds],
    attacks: starterAttacks('pgd', modalities).map((attack) => ({ ...attack, steps })),
    degradations: Object.keys(modalities).map((id) => ({ name: 'missing', modalities: [id] })),
    requirements: [],
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

function study(own: Readonly<Record<string, EncoderName>>, training: object) {
  const recipe = {
    encoders: Object.fromEntries(Object.entries(own).map(([id, name]) => [id, { name }])),
    fusion: { name: 'late' as const, together: 'sum' as const },
    head: { name: 'linear' as const },
  };
  const subject = (name: string, method: string, adapting: object = {}): object => ({
    name,
    recipe,
    training: { ...training, method, ...(Object.keys(adapting).length === 0 ? {} : { adapting }) },
  });
  return {
    format: 'muroan.study' as const,
    formatVersion: 1 as const,
    question,
    subjects: [
      subject(reference, 'ensemble'),
      subject('all weights fine-tuned', 'fine-tuned'),
      ...adapterRanks.map((adapterRank) =>
        subject(`adapters of rank ${String(adapterRank)}`, 'adapters', { adapterRank }),
      ),
    ],
    reference,
    attackSeed: 1,
    primaryMeasure: 'accuracy' as const,
  };
}
