import type { AttackSource } from '../attacks/facts';
import { AttackChoice, factsOf, perturbs } from '../attacks/attack';
import { CertificateChoice, certificateSource } from '../certificates/certificate';
import type { StudyPlan } from '../plan/plan';
import type { StudyPreset } from '../planning/study-presets';
import { FusionChoice, type FusionName } from '../recipe/fusions';
import { pretrainedInputs, PretrainingChoice } from '../training/pretraining';
import { adaptersSource } from '../recipe/adapters-source';
import { encoderSource } from '../recipe/encoder-source';
import { EncoderChoice } from '../recipe/encoders';
import { fusionSource } from '../recipe/fusion-source';
import { TrainingChoice } from '../training/training';
import { from } from '../papers/papers';

/** The published systems that the lab brings together; a run lists those that it is about. */
export const systemIds = [
  'muroan',
  'single-sensor',
  'mmcert',
  'crmt',
  'deq',
  'qmf',
  'mla',
  'unis-mmc',
  'umurl',
  'mcmult',
  'mmlora',
] as const;
export type SystemId = (typeof systemIds)[number];

/** Those that the study of all systems under attack holds side by side. */
export const comparedSystems: readonly SystemId[] = [
  'mla',
  'unis-mmc',
  'qmf',
  'deq',
  'crmt',
  'mcmult',
  'umurl',
  'mmlora',
];

/** Studies that are begun on the first page, as they are. */
export type QuickStudyId =
  'hardening' | 'segmentation' | 'fusions' | 'scales' | 'adapters' | 'alternating' | 'contrast' | 'streams' | 'systems';

type Parts = Pick<StudyPlan, 'subjects' | 'attacks' | 'certificates'>;

export interface System {
  /** What it is called and how closely the lab follows it, with its usual settings. */
  readonly source: () => AttackSource;
  /** What it is made of in a study that one puts together. */
  readonly part: {
    readonly kind: 'attack' | 'certificate' | 'encoder' | 'fusion' | 'head' | 'training';
    readonly name: string;
  };
  /** What asks its own question: presets for any data set, and studies that are ready. */
  readonly presets: readonly StudyPreset[];
  readonly studies: readonly QuickStudyId[];
  /** Does a study use it? */
  readonly isIn: (plan: Parts) => boolean;
}

export const systems: Readonly<Record<SystemId, System>> = {
  muroan: {
    source: () => sourceOf({ name: 'decoupling', modalities: ['image'] }),
    part: { kind: 'attack', name: 'decoupling' },
    presets: ['quick', 'paper', 'strongest'],
    studies: ['hardening', 'fusions'],
    isIn: ({ attacks }) => attacks.some(({ name }) => name === 'decoupling'),
  },
  'single-sensor': {
    source: () => ({
      title: 'One attacked sensor',
      ...from`${'yu2020investigating'}`,
      fidelity: 'variant',
      difference:
        'rendered scenes in colour and heat and a small model of them, attacks within the budgets of this lab; every sensor alone and all with the budget shared',
    }),
    part: { kind: 'head', name: 'pixels' },
    presets: ['pixels'],
    studies: ['segmentation'],
    isIn: ({ subjects, attacks }) =>
      attacks.some(perturbs) &&
      subjects.some(({ recipe }) => recipe.head.name === 'pixels' && Object.keys(recipe.encoders).length > 1),
  },
  mmcert: {
    source: () => certificateSource(CertificateChoice.parse({ name: 'mmcert', kept: { image: 1 } })),
    part: { kind: 'certificate', name: 'mmcert' },
    presets: ['certified'],
    studies: ['fusions'],
    isIn: ({ certificates }) => certificates.some(({ name }) => name === 'mmcert'),
  },
  crmt: ofFusion('crmt', ['crmt', 'systems'], ['fusions', 'systems']),
  deq: ofFusion('deq', ['systems'], ['fusions', 'systems']),
  qmf: ofFusion('qmf', ['qmf', 'systems'], ['fusions', 'systems']),
  mla: {
    ...ofFusion('mla', ['alternating', 'systems'], ['alternating', 'systems']),
    source: () => fusionSource(FusionChoice.parse({ name: 'mla' }), TrainingChoice.parse({ method: 'alternating' })),
  },
  'unis-mmc': ofFusion('unis-mmc', ['contrast', 'systems'], ['contrast', 'systems']),
  umurl: {
    source: umurlSource,
    part: { kind: 'encoder', name: 'umurl' },
    presets: ['streams'],
    studies: ['streams', 'systems'],
    // Its encoder alone, trained with labels only, is not the method.
    isIn: ({ subjects }) => subjects.some(({ recipe, training }) => pretrainedInputs(recipe, training).length > 0),
  },
  mcmult: {
    source: () => fusionSource(FusionChoice.parse({ name: 'mult', memory: 'gate' })),
    part: { kind: 'fusion', name: 'mult' },
    presets: ['scales', 'systems'],
    studies: ['scales', 'systems'],
    isIn: usesFusion('mult'),
  },
  mmlora: {
    source: () => adaptersSource,
    part: { kind: 'training', name: 'adapters' },
    presets: ['adapters', 'systems'],
    studies: ['adapters', 'systems'],
    isIn: ({ subjects }) => subjects.some(({ training }) => training.method === 'adapters'),
  },
};

/** As published but for what the lab has for it: one fused stream, which learns without labels first. */
function umurlSource(): AttackSource {
  const source = encoderSource(EncoderChoice.parse({ name: 'umurl' }), PretrainingChoice.parse({ epochs: 1 }));
  if (source === null) throw new TypeError('UmURL goes back to nothing.');
  return source;
}

/** Those that a study is about, in their order. */
export function systemsIn(plan: Parts): readonly SystemId[] {
  return systemIds.filter((id) => systems[id].isIn(plan));
}

function sourceOf(choice: object): AttackSource {
  const attack = AttackChoice.parse(choice);
  return factsOf(attack).source(attack);
}

function ofFusion(name: FusionName, presets: readonly StudyPreset[], studies: readonly QuickStudyId[]): System {
  return {
    source: () => fusionSource(FusionChoice.parse({ name })),
    part: { kind: 'fusion', name },
    presets,
    studies,
    isIn: usesFusion(name),
  };
}

function usesFusion(name: FusionName): System['isIn'] {
  return ({ subjects }) => subjects.some(({ recipe }) => recipe.fusion.name === name);
}
