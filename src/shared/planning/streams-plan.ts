import type { DatasetManifest } from '../data/dataset';
import type { ModalitySpecs } from '../data/modality';
import { parse } from '../parse';
import { StudyPlan, type StudyPlanInput } from '../plan/plan';
import type { BodyStreams } from '../recipe/encoders';
import { accuracyStudy, onDataset, seedsOf } from './accuracy-study';
import type { DemoSize } from './demo-plans';

type SubjectDraft = StudyPlanInput['subjects'][number];
type TrainingDraft = NonNullable<SubjectDraft['training']>;

/** What reads the skeleton, by what people call it; the first is what the others are compared with. */
const streams = {
  fused: 'one stream',
  three: 'three streams',
  joint: 'joints alone',
} as const satisfies Partial<Readonly<Record<BodyStreams, string>>>;
type Compared = keyof typeof streams;

/** What becomes of the encoder when labels are seen. */
const stages = { frozen: 'probe', tuned: 'tuned' } as const;
type Stage = keyof typeof stages;

const nameOf = (stream: Compared, stage: Stage): string => `${streams[stream]}, ${stages[stage]}`;
const reference = nameOf('fused', 'frozen');

interface Scale {
  /** Passes without labels, and clips a step. */
  readonly unlabelled: { readonly epochs: number; readonly batchSize: number };
  readonly training: TrainingDraft;
}

/** With labels: an encoder that has learned without takes many passes of a linear map, and few samples make them short. */
export const streamsTraining = { epochs: 40, patience: 6 } as const satisfies TrainingDraft;

const sizes: Readonly<Record<DemoSize, Scale>> = {
  quick: {
    unlabelled: { epochs: 20, batchSize: 64 },
    training: { epochs: 20, patience: 4, trainRows: 360 },
  },
  standard: { unlabelled: { epochs: 120, batchSize: 128 }, training: streamsTraining },
  full: { unlabelled: { epochs: 120, batchSize: 128 }, training: streamsTraining },
};

const question =
  'Joints, bones and motion of a skeleton, fused before one encoder that learns without labels (UmURL), or read by three encoders, each of its own: is one stream as accurate as three, at what share of their cost, and more accurate than joints alone? Asked of encoders that stay as they became (a linear probe) and of such that learn on with labels. The three streams are an ensemble: each learns for itself, without labels and with them, and what they answer is averaged. Cost is counted from the shapes and timed.';

/** The study on generated actions of skeletons. */
export function streamsPlan(size: DemoSize): StudyPlan {
  const { unlabelled, training } = sizes[size];
  const asked = study('skeleton', unlabelled, training);
  const draft: StudyPlanInput = {
    ...asked,
    name: `One stream over three, at what cost?${size === 'standard' ? '' : ` (${size})`}`,
    data: { dataset: 'skeleton-actions', selection: { split: 'test', count: 480, seed: 1 } },
    seeds: size === 'full' ? seedsOf(asked) : [0],
    attacks: [],
  };
  return parse(StudyPlan, draft, 'plan of the study of streams');
}

/** The same of other data: of their first skeleton. @param training of every model */
export function streamsPresetPlan(manifest: DatasetManifest, name: string, training: TrainingDraft): object {
  const { modalities } = manifest;
  const skeleton = skeletonOf(modalities) ?? Object.keys(modalities)[0];
  return { ...onDataset(study(skeleton, sizes.full.unlabelled, training), manifest, name), degradations: [] };
}

/** The first input that is a skeleton of which it is known which joints are joined; null: there is none. */
export function skeletonOf(specs: ModalitySpecs): string | null {
  const found = Object.entries(specs).find(([, spec]) => spec.kind === 'skeleton' && spec.parents !== undefined);
  return found === undefined ? null : found[0];
}

function study(skeleton: string, unlabelled: Scale['unlabelled'], training: TrainingDraft) {
  return accuracyStudy({
    question,
    subjects: (Object.keys(stages) as Stage[]).flatMap((encoder) =>
      (Object.keys(streams) as Compared[]).map((stream): SubjectDraft => ({
        name: nameOf(stream, encoder),
        recipe: {
          encoders: { [skeleton]: { name: 'umurl', streams: stream, width: WIDTH } },
          // What is called three streams is an ensemble: each learns by a head and a loss of its own.
          fusion: stream === 'three' ? { name: 'late', separate: true } : { name: 'concat' },
          head: { name: 'linear' },
        },
        training: { ...training, pretraining: { ...unlabelled, encoder } },
        comparedWith: stream === 'fused' ? [] : [nameOf('fused', encoder)],
      })),
    ),
    reference,
  });
}

/** Of a token. */
const WIDTH = 32;
