import type { DatasetManifest } from '../data/dataset';
import { parse } from '../parse';
import { StudyPlan, type StudyPlanInput } from '../plan/plan';
import { accuracyStudy, onDataset, seedsOf } from './accuracy-study';
import type { DemoSize } from './demo-plans';
import { eachMissing } from './each-missing';
import { evenEncoders, wholeEncoders } from './even-encoders';

type SubjectDraft = StudyPlanInput['subjects'][number];
type Recipe = SubjectDraft['recipe'];
type TrainingDraft = NonNullable<SubjectDraft['training']>;

const joint = 'joint, one head';
const reconstruction = 'alternating, paper’s reading';

interface Way {
  readonly fusion: Recipe['fusion'];
  readonly training: TrainingDraft;
  /** Where it is not joint training alone. */
  readonly comparedWith?: readonly string[];
}

const mean = { name: 'mla', weights: 'mean' } as const;
const modified = (modification: 'none' | 'previous' | 'added', rescaled = false): TrainingDraft => ({
  method: 'alternating',
  alternating: { modification, rescaled },
});

/**
 * What MLA is made of, one part after the other. The first is what all are compared with: the same model, trained jointly; the
 * last differs by its weights alone from the one before the last but one, beside which it stands too.
 */
const ways: Readonly<Record<string, Way>> = {
  [joint]: { fusion: mean, training: {} },
  'joint, concat': { fusion: { name: 'concat' }, training: {} },
  'alternating, plain': { fusion: mean, training: modified('none') },
  [reconstruction]: { fusion: mean, training: modified('previous') },
  'alternating, added': { fusion: mean, training: modified('added', true) },
  'MLA: paper’s reading, by entropy': {
    fusion: { name: 'mla' },
    training: modified('previous'),
    comparedWith: [joint, reconstruction],
  },
};

/**
 * Passes until nothing is gained any more: of every batch alternating training makes a step for each input, so that as few passes
 * for all would leave joint training unfinished and the comparison one of steps.
 */
const sizes: Readonly<Record<DemoSize, { readonly samples: number; readonly training: TrainingDraft }>> = {
  quick: { samples: 200, training: { epochs: 24, patience: 4, trainRows: 800 } },
  standard: { samples: 500, training: { epochs: 40, patience: 5, trainRows: 800 } },
  full: { samples: 500, training: { epochs: 40, patience: 5, trainRows: 800 } },
};

const question =
  'Inputs of which one tells less, or learns more slowly, than another: is a model more accurate that is trained one input after the other through a head that all share (MLA) than the same model trained jointly? Asked of alternating training as it is, of both readings of how it changes the gradient of that head, and of weights by entropy on top; a joint concatenation stands beside. The paper leaves open whose features change the gradient: what is called the paper’s reading is a reconstruction.';

/** The study on digits seen and heard, of which the heard say much less alone; what is written is left out. */
export function alternatingPlan(size: DemoSize): StudyPlan {
  const { samples, training } = sizes[size];
  const asked = study(
    {
      image: { name: 'cnn', width: WIDTH },
      sound: { name: 'cnn', width: WIDTH },
    },
    training,
  );
  const draft: StudyPlanInput = {
    ...asked,
    name: `Alternating over joint training of unequal inputs?${size === 'standard' ? '' : ` (${size})`}`,
    data: { dataset: 'digit-trio', selection: { split: 'test', count: samples, seed: 1 } },
    seeds: size === 'full' ? seedsOf(asked) : [0],
    attacks: [],
    degradations: eachMissing(['image', 'sound']),
  };
  return parse(StudyPlan, draft, 'plan of the study of alternating training');
}

/** The same of other data. @param training of every model */
export function alternatingPresetPlan(manifest: DatasetManifest, name: string, training: TrainingDraft): object {
  return onDataset(study(evenEncoders(manifest.modalities, WIDTH, wholeEncoders), training), manifest, name);
}

function study(encoders: Recipe['encoders'], training: TrainingDraft) {
  return accuracyStudy({
    question,
    subjects: Object.entries(ways).map(([name, { fusion, training: own, comparedWith = [] }]): SubjectDraft => ({
      name,
      recipe: { encoders, fusion, head: { name: 'linear' } },
      training: { ...training, ...own },
      comparedWith: [...comparedWith],
    })),
    reference: joint,
  });
}

/** Of every encoding, as one head for all needs it. */
const WIDTH = 64;
