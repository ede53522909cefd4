import type { DatasetManifest } from '../data/dataset';
import type { ModalityKind, ModalitySpecs } from '../data/modality';
import { parse } from '../parse';
import { StudyPlan } from '../plan/plan';
import type { EncoderName } from '../recipe/encoders';
import type { CrossmodalMemory } from '../recipe/fusions';
import { accuracyStudy, onDataset, seedsOf } from './accuracy-study';
import type { DemoSize } from './demo-plans';
import { eachMissing } from './each-missing';

/** What each subject reads of the other modalities; the first is what all others are compared with. */
const memories: Readonly<Record<CrossmodalMemory, string>> = {
  'level-0': 'level 0 only (MulT)',
  top: 'top only',
  average: 'levels averaged',
  gate: 'levels gated',
  concat: 'levels one after the other',
};

/** Steps as they are, as MulT has them; of other kinds the encoders that give tokens. */
const encoders: Readonly<Record<ModalityKind, EncoderName>> = {
  image: 'patch-tokens',
  text: 'word-transformer',
  audio: 'raw-steps',
  tabular: 'mlp',
  sequence: 'raw-steps',
  skeleton: 'raw-steps',
};

interface Scale {
  readonly layers: number;
  readonly samples: number;
  readonly training: object;
  readonly steps: number;
}

const sizes: Readonly<Record<DemoSize, Scale>> = {
  quick: { layers: 2, samples: 100, training: { epochs: 6, trainRows: 1600 }, steps: 5 },
  standard: { layers: 3, samples: 250, training: { epochs: 12 }, steps: 10 },
  full: { layers: 3, samples: 500, training: { epochs: 14 }, steps: 10 },
};

const question =
  'Modalities look at each other step by step, whatever their rates. Is a model more accurate whose layers read several levels of what the others have become, after the idea of MCMulT, than one that reads their input alone (MulT), or one level? How MCMulT builds its layers is not known here: these are a reconstruction, not verified, and the answer is about these models and data.';

/** The study on the generated sequences, whose answer takes all three at the right moments. */
export function scalesPlan(size: DemoSize): StudyPlan {
  const { layers, samples, training, steps } = sizes[size];
  const asked = study({ light: 'raw-steps', tone: 'raw-steps', touch: 'raw-steps' }, layers, training);
  const draft = {
    ...asked,
    name: `Multi-scale over single-scale on unaligned sequences?${size === 'standard' ? '' : ` (${size})`}`,
    data: { dataset: 'cued-classes', selection: { split: 'test', count: samples, seed: 1 } },
    seeds: size === 'full' ? seedsOf(asked) : [0],
    attacks: ['light', 'tone', 'touch'].map((id) => pgd([id], steps)),
    degradations: eachMissing(['light', 'tone', 'touch']),
  };
  return parse(StudyPlan, draft, 'plan of the study of scales');
}

/** The same of other data. @param training of every model */
export function scalesPresetPlan(manifest: DatasetManifest, name: string, training: object): object {
  const { modalities } = manifest;
  const own = Object.fromEntries(Object.entries(modalities).map(([id, { kind }]) => [id, encoders[kind]]));
  const values = Object.keys(modalities).filter((id) => modalities[id].kind !== 'text');
  return {
    ...onDataset(study(own, sizes.full.layers, training), manifest, name),
    attacks: values.map((id) => pgd([id], sizes.full.steps)),
  };
}

/** Why the study tells nothing of some data; a sentence. Null: it does. */
export function scalesPresetLimit(
  data:
    | { readonly modalities?: ModalitySpecs; readonly inputs?: readonly string[]; readonly pixelClasses?: unknown }
    | undefined,
): string | null {
  if (data?.pixelClasses !== undefined) return 'Its fusion answers for the sample, not for every pixel.';
  const inputs = data?.inputs ?? Object.keys(data?.modalities ?? { one: null, other: null });
  return inputs.length < 2 ? 'Its fusion needs two inputs or more.' : null;
}

function study(own: Readonly<Record<string, EncoderName>>, layers: number, training: object) {
  return accuracyStudy({
    question,
    subjects: (Object.keys(memories) as CrossmodalMemory[]).map((memory) => ({
      name: memories[memory],
      recipe: {
        encoders: Object.fromEntries(
          Object.entries(own).map(([id, name]) => [id, name === 'raw-steps' ? { name } : { name, width: WIDTH }]),
        ),
        fusion: { name: 'mult' as const, width: WIDTH, heads: 4, layers, memory },
        head: { name: 'linear' as const },
      },
      training,
    })),
    reference: memories['level-0'],
  });
}

/** Of every stream: MulT’s thirty are for sequences of speech. */
const WIDTH = 16;

function pgd(ids: readonly string[], steps: number): object {
  return { name: 'pgd', norm: 'l2', steps, budgets: [Object.fromEntries(ids.map((id) => [id, 0.5]))] };
}
