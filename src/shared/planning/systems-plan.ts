import type { DatasetManifest } from '../dataset';
import type { ModalitySpecs } from '../modality';
import { parse } from '../parse';
import { StudyPlan, type StudyPlanInput } from '../plan';
import { usualRadius, type AttackDraft } from './attack-presets';
import type { DemoSize } from './demo-plans';
import { eachMissing } from './each-missing';
import { evenEncoders, tokenEncoders } from './even-encoders';
import { pairedSeeds } from './paired-seeds';

type SubjectDraft = StudyPlanInput['subjects'][number];
type Recipe = SubjectDraft['recipe'];
type TrainingDraft = NonNullable<SubjectDraft['training']>;

/** What every system is compared with: all inputs at once, their encodings one after the other. */
export const plainJoint = 'plain joint';

interface Trained {
  readonly fusion: Recipe['fusion'];
  readonly training?: TrainingDraft;
}

/** Every published system that answers of any inputs for one class, over the same encoders. */
const subjects: Readonly<Record<string, Trained>> = {
  [plainJoint]: { fusion: { name: 'concat' } },
  MLA: { fusion: { name: 'mla' }, training: { method: 'alternating' } },
  'UniS-MMC': { fusion: { name: 'unis-mmc' } },
  QMF: { fusion: { name: 'qmf' } },
  DEQ: { fusion: { name: 'deq', width: 32 } },
  CRMT: { fusion: { name: 'crmt', integration: 15 } },
  MulT: { fusion: { name: 'mult', width: 16, heads: 4, layers: 2 } },
  'MMLoRA-style': { fusion: { name: 'late', together: 'sum' }, training: { method: 'adapters' } },
};

interface Scale {
  readonly samples: number;
  readonly seeds: readonly number[];
  readonly training: TrainingDraft;
  /** Of PGD. */
  readonly steps: number;
  /** Of decoupling. */
  readonly queries: number;
}

const question =
  'Published systems of multimodal learning beside a plain joint model over the same encoders: which of them keeps more right answers when parts of the inputs are removed, when one input or all are attacked by PGD, under noise, and with an input missing? None of their papers printed that table. Each is trained as its page says, none of them for robustness.';

/** The study on skeletons and what a watch feels: no radius of theirs is one of a model’s own, so that all of them can be compared. */
export function systemsPlan(size: DemoSize): StudyPlan {
  const specs = { skeleton: 'skeleton', watch: 'sequence' } as const;
  const ids = Object.keys(specs);
  const { samples, seeds, training, steps, queries } = scaleOf(size, attacksOn(specs, 1, 1).length);
  const encoders: Recipe['encoders'] = {
    skeleton: { name: 'umurl', width: WIDTH / 2 },
    watch: { name: 'step-tokens', width: WIDTH },
  };
  const draft: StudyPlanInput = {
    ...study(encoders, training),
    name: `Robustness of systems beside a plain joint model${size === 'standard' ? '' : ` (${size})`}`,
    data: { dataset: 'skeleton-actions', selection: { split: 'test', count: samples, seed: 1 } },
    seeds: [...seeds],
    attacks: attacksOn(specs, steps, queries),
    degradations: failing(ids),
  };
  return parse(StudyPlan, draft, 'plan of the study of systems');
}

/** The same of other data. @param training of every model */
export function systemsPresetPlan(manifest: DatasetManifest, name: string, training: TrainingDraft): object {
  const { modalities, splits } = manifest;
  const kinds = kindsOf(modalities);
  const { seeds, steps, queries } = scaleOf('full', attacksOn(kinds, 1, 1).length);
  return {
    ...study(evenEncoders(modalities, WIDTH, tokenEncoders), training),
    name,
    data: { dataset: manifest.name, selection: { split: 'test', count: Math.min(200, splits.test), seed: 1 } },
    seeds: [...seeds],
    attacks: attacksOn(kinds, steps, queries),
    degradations: failing(Object.keys(modalities)),
    requirements: [],
  };
}

/** Of every system under every attack one comparison; fewer where a radius ranks no models. */
function scaleOf(size: DemoSize, attacks: number): Scale {
  const seeds = pairedSeeds((Object.keys(subjects).length - 1) * attacks);
  switch (size) {
    case 'quick':
      return { samples: 60, seeds: [0], training: { epochs: 10, patience: 4 }, steps: 10, queries: 100 };
    case 'standard':
      return { samples: 200, seeds: [0], training: { epochs: 20, patience: 5 }, steps: 20, queries: 200 };
    case 'full':
      return { samples: 200, seeds, training: { epochs: 20, patience: 5 }, steps: 20, queries: 200 };
    default:
      return size satisfies never;
  }
}

type Kinds = Readonly<Record<string, ModalitySpecs[string]['kind']>>;

function kindsOf(specs: ModalitySpecs): Kinds {
  return Object.fromEntries(Object.entries(specs).map(([id, { kind }]) => [id, kind]));
}

/** Removals from all inputs, counted alike whatever the fusion; PGD on each input, and on all at one total. */
function attacksOn(kinds: Kinds, steps: number, maxQueries: number): AttackDraft[] {
  const ids = Object.keys(kinds);
  // At the usual radii nearly nothing is left of any of them, and nothing could be compared.
  const radii = Object.fromEntries(ids.map((id) => [id, usualRadius[kinds[id]].l2 / 2]));
  const pgd = { name: 'pgd', norm: 'l2', steps } as const;
  // One ball for all has one radius.
  const share = new Set(Object.values(radii)).size === 1 ? ('joint' as const) : ('matched' as const);
  return [
    { name: 'decoupling', modalities: ids, criterion: { name: 'score-drop' }, maxQueries },
    ...ids.map((id): AttackDraft => ({ ...pgd, budgets: [{ [id]: radii[id] }] })),
    ...(ids.length < 2 ? [] : [{ ...pgd, share, budgets: [radii] }]),
  ];
}

function failing(ids: readonly string[]) {
  return [...ids.map((id) => ({ name: 'noise' as const, modalities: [id], levels: [0.3] })), ...eachMissing(ids)];
}

function study(encoders: Recipe['encoders'], training: TrainingDraft) {
  return {
    format: 'muroan.study' as const,
    formatVersion: 1 as const,
    question,
    subjects: Object.entries(subjects).map(([name, { fusion, training: own = {} }]): SubjectDraft => ({
      name,
      recipe: { encoders, fusion, head: { name: 'linear' } },
      training: { ...training, ...own },
    })),
    reference: plainJoint,
    attackSeed: 1,
    primaryMeasure: 'robust-accuracy' as const,
  };
}

/** Of every encoding, as heads that inputs share and angles between encodings need it. */
const WIDTH = 32;
