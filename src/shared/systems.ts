import type { AttackSource } from './attacks/facts';
import { AttackChoice, factsOf, perturbs } from './attack';
import { CertificateChoice, certificateSource } from './certificate';
import type { StudyPlan } from './plan';
import type { StudyPreset } from './planning/study-presets';
import { FusionChoice, type FusionName } from './recipe/fusions';
import { fusionSource } from './recipe/fusion-source';

/** The published systems that the lab brings together; a run lists those that it is about. */
export const systemIds = ['muroan', 'single-sensor', 'mmcert', 'crmt', 'deq', 'qmf', 'mcmult'] as const;
export type SystemId = (typeof systemIds)[number];

/** Studies that are begun on the first page, as they are. */
export type QuickStudyId = 'hardening' | 'segmentation' | 'fusions' | 'scales';

type Parts = Pick<StudyPlan, 'subjects' | 'attacks' | 'certificates'>;

export interface System {
  /** What it is called and how closely the lab follows it, with its usual settings. */
  readonly source: AttackSource;
  /** What asks its own question: presets for any data set, and studies that are ready. */
  readonly presets: readonly StudyPreset[];
  readonly studies: readonly QuickStudyId[];
  /** Does a study use it? */
  readonly isIn: (plan: Parts) => boolean;
}

export const systems: Readonly<Record<SystemId, System>> = {
  muroan: {
    source: sourceOf({ name: 'decoupling', modalities: ['image'] }),
    presets: ['quick', 'paper', 'strongest'],
    studies: ['hardening', 'fusions'],
    isIn: ({ attacks }) => attacks.some(({ name }) => name === 'decoupling'),
  },
  'single-sensor': {
    source: {
      title: 'One attacked sensor',
      paper: 'Yu et al., arXiv 2005.10987',
      fidelity: 'variant',
      difference:
        'rendered scenes in colour and heat and a small model of them, attacks within the budgets of this lab; every sensor alone and all with the budget shared',
    },
    presets: ['pixels'],
    studies: ['segmentation'],
    isIn: ({ subjects, attacks }) =>
      attacks.some(perturbs) &&
      subjects.some(({ recipe }) => recipe.head.name === 'pixels' && Object.keys(recipe.encoders).length > 1),
  },
  mmcert: {
    source: certificateSource(CertificateChoice.parse({ name: 'mmcert', kept: { image: 1 } })),
    presets: ['certified'],
    studies: ['fusions'],
    isIn: ({ certificates }) => certificates.some(({ name }) => name === 'mmcert'),
  },
  crmt: ofFusion('crmt', ['crmt']),
  deq: ofFusion('deq', []),
  qmf: ofFusion('qmf', ['qmf']),
  mcmult: {
    source: fusionSource(FusionChoice.parse({ name: 'mult', memory: 'gate' })),
    presets: ['scales'],
    studies: ['scales'],
    isIn: usesFusion('mult'),
  },
};

/** Those that a study is about, in their order. */
export function systemsIn(plan: Parts): readonly SystemId[] {
  return systemIds.filter((id) => systems[id].isIn(plan));
}

function sourceOf(choice: object): AttackSource {
  const attack = AttackChoice.parse(choice);
  return factsOf(attack).source(attack);
}

function ofFusion(name: FusionName, presets: readonly StudyPreset[]): System {
  return {
    source: fusionSource(FusionChoice.parse({ name })),
    presets,
    studies: ['fusions'],
    isIn: usesFusion(name),
  };
}

function usesFusion(name: FusionName): System['isIn'] {
  return ({ subjects }) => subjects.some(({ recipe }) => recipe.fusion.name === name);
}
