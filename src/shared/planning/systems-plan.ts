import type { DatasetManifest } from '../data/dataset';
import type { ModalitySpecs } from '../data/modality';
import { parse } from '../parse';
import { StudyPlan, type StudyPlanInput } from '../plan/plan';
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
  /** Does its skeleton learn without labels first? */
  readonly unlabelled?: boolean;
}

/**
 * Every published system that answers of any inputs for one class, over the same encoders. Those named after a system’s style are
 * reconstructions, as its page says.
 */
const subjects: Readonly<Record<string, Trained>> = {
  [plainJoint]: { fusion: { name: 'concat' } },
  MLA: { fusion: { name: 'mla' }, training: { method: 'alternating' } },
  'UniS-MMC': { fusion: { name: 'unis-mmc' } },
  QMF: { fusion: { name: 'qmf' } },
  DEQ: { fusion: { name: 'deq', width: 32 } },
  CRMT: { fusion: { name: 'crmt', integration: 15 } },
  'MCMulT-style': { fusion: { name: 'mult', width: 16, heads: 4, layers: 2, memory: 'gate' } },
  UmURL: { fusion: { name: 'concat' }, unlabelled: true },
  'MMLoRA-style': { fusion: { name: 'late', together: 'sum' }, training: { method: 'adapters' } },
};

interface Scale {
  readonly samples: number;
  readonly seeds: readonly number[];
  readonly training: TrainingDraft;
  /** Passes without labels, of what learns so. */
  readonly unlabelled: number;
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
  const encoders: Recipe['encoders'] = {
    skeleton: { name: 'umurl', width: WIDTH / 2 },
    watch: { name: 'step-tokens', width: WIDTH },
  };
  const { samples, seeds, training, unlabelled, steps, queries } = scaleOf(size, comparisons(encoders, specs));
  const draft: StudyPlanInput = {
    ...study(encoders, training, unlabelled),
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
  const encoders = evenEncoders(modalities, WIDTH, tokenEncoders);
  const { seeds, unlabelled, steps, queries } = scaleOf('full', comparisons(encoders, kinds));
  return {
    ...study(encoders, training, unlabelled),
    name,
    data: { dataset: manifest.name, selection: { split: 'test', count: Math.min(200, splits.test), seed: 1 } },
    seeds: [...seeds],
    attacks: attacksOn(kinds, steps, queries),
    degradations: failing(Object.keys(modalities)),
    requirements: [],
  };
}

/** Of every system under every attack one; fewer where a radius ranks no models. */
function comparisons(encoders: Recipe['encoders'], kinds: Kinds): number {
  return (subjectsOver(encoders).length - 1) * attacksOn(kinds, 1, 1).length;
}

/** Without those that learn without labels, where no encoder can. */
function subjectsOver(encoders: Recipe['encoders']): readonly (readonly [string, Trained])[] {
  const canLearn = Object.values(encoders).some(({ name }) => name === 'umurl');
  return Object.entries(subjects).filter(([, { unlabelled = false }]) => canLearn || !unlabelled);
}

function scaleOf(size: DemoSize, compared: number): Scale {
  const seeds = pairedSeeds(compared);
  switch (size) {
    case 'quick':
      return {
        samples: 60,
        seeds: [0],
        training: { epochs: 10, patience: 4 },
        unlabelled: 10,
        steps: 10,
        queries: 100,
      };
    case 'standard':
      return {
        samples: 200,
        seeds: [0],
        training: { epochs: 20, patience: 5 },
        unlabelled: 60,
        steps: 20,
        queries: 200,
      };
    case 'full':
      return { samples: 200, seeds, training: { epochs: 20, patience: 5 }, unlabelled: 60, steps: 20, queries: 200 };
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
  return [
    ...ids.map((id) => ({ name: 'noise' as const, modalities: [id], levels: [0.3] })),
    // As their papers have it: those that can do without an input leave it out.
    ...eachMissing(ids).map((missing) => ({ ...missing, by: 'left-out' as const })),
  ];
}

/** @param epochs of those that learn without labels, before they learn on with them */
function study(encoders: Recipe['encoders'], training: TrainingDraft, epochs: number) {
  return {
    format: 'muroan.study' as const,
    formatVersion: 1 as const,
    question,
    subjects: subjectsOver(encoders).map(
      ([name, { fusion, training: own = {}, unlabelled = false }]): SubjectDraft => ({
        name,
        recipe: { encoders, fusion, head: { name: 'linear' } },
        training: { ...training, ...own, ...(unlabelled ? { pretraining: { epochs, encoder: 'tuned' } } : {}) },
      }),
    ),
    reference: plainJoint,
    attackSeed: 1,
    primaryMeasure: 'robust-accuracy' as const,
  };
}

/** Of every encoding, as heads that inputs share and angles between encodings need it. */
const WIDTH = 32;
