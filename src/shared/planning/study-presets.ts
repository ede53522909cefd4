import { z } from 'zod';
import { AttackChoice, type AttackName } from '../attacks/attack';
import { textsOf } from '../attacks/edit';
import type { DatasetManifest } from '../data/dataset';
import { corruptionsOf, Degradation, type Corruption } from '../degradations/degradation';
import { mapValues } from '../map-values';
import type { ModalitySpecs } from '../data/modality';
import { parse } from '../parse';
import type { StudyPlanInput } from '../plan/plan';
import { alternatingPresetPlan } from './alternating-plan';
import { starterAttacks, usualRadius } from './attack-presets';
import { emojiTraining, quickTraining } from './demo-plans';
import { certifiedPlan } from './certified-preset';
import { usualQuestion } from './starter-plan';
import { contrastPresetPlan } from './contrast-plan';
import { crmtPlan } from './crmt-preset';
import { qmfPlan } from './qmf-preset';
import { pixelPlan } from './pixel-preset';
import { scalesPresetPlan } from './scales-plan';
import { adaptersPresetPlan } from './adapters-plan';
import { recipeDraft } from './recipe-draft';
import { streamsPresetPlan, streamsTraining } from './streams-plan';
import { systemsPresetPlan } from './systems-plan';
import { usualRequirements } from './usual-requirements';

/** Settings of a whole study that a person can begin with. */
export const studyPresets = ['quick', 'paper', 'strongest'] as const;
/** For data that label every pixel, beside those for all data. */
export const pixelPreset = 'pixels';
/** The ablation of CRMT, for data of which each input says something by itself. */
export const crmtPreset = 'crmt';
/** QMF beside static late fusion under the noise that it is tested by. */
export const qmfPreset = 'qmf';
/** MulT beside the same with several levels in memory. */
export const scalesPreset = 'scales';
/** Adapters of every rank, and all weights, over an ensemble of inputs trained each by itself. */
export const adaptersPreset = 'adapters';
/** MMCert and what it is compared with, for data of one label a sample and for such that label every pixel. */
export const certifiedPreset = 'certified';
/** What published systems ask, each for itself; and all of them under attack. */
export const systemPresets = ['alternating', 'contrast', 'streams', 'systems'] as const;
export type StudyPreset =
  | (typeof systemPresets)[number]
  | (typeof studyPresets)[number]
  | typeof pixelPreset
  | typeof crmtPreset
  | typeof qmfPreset
  | typeof scalesPreset
  | typeof adaptersPreset
  | typeof certifiedPreset;

const fusions = ['concat', 'product'];

/** A plan of a preset for a data set, with the usual requirements, which its author may change or drop; not yet checked. */
export function presetPlan(preset: StudyPreset, manifest: DatasetManifest, name: string): object {
  if (preset === 'pixels') return pixelPlan(manifest, name);
  if (preset === 'crmt') return crmtPlan(manifest, name, trainingFor(manifest, true));
  if (preset === 'qmf') return qmfPlan(manifest, name, trainingFor(manifest, true));
  if (preset === 'scales') return scalesPresetPlan(manifest, name, {});
  if (preset === 'alternating') return alternatingPresetPlan(manifest, name, trainingFor(manifest, true));
  if (preset === 'contrast') return contrastPresetPlan(manifest, name, trainingFor(manifest, true));
  if (preset === 'streams') return streamsPresetPlan(manifest, name, streamsTraining);
  if (preset === 'systems') return systemsPresetPlan(manifest, name, trainingFor(manifest, true));
  if (preset === 'adapters') return adaptersPresetPlan(manifest, name, trainingFor(manifest, true));
  if (preset === 'certified') return certifiedPlan(manifest, name, trainingFor(manifest, true));
  const quick = preset === 'quick';
  const attacks = parse(z.array(AttackChoice), presetAttacks(preset, manifest.modalities), 'preset');
  const degradations = parse(z.array(Degradation), presetDegradations(preset, manifest.modalities), 'preset');
  return {
    format: 'muroan.study',
    formatVersion: 1,
    name,
    question: usualQuestion,
    data: {
      dataset: manifest.name,
      selection: { split: 'test', count: Math.min(quick ? 100 : 500, manifest.splits.test), seed: 1 },
    },
    subjects: fusions.map((fusion) => ({
      name: fusion,
      recipe: recipeDraft(manifest.modalities, { fusion }),
      training: trainingFor(manifest, quick),
    })),
    seeds: preset === 'paper' ? [0, 1, 2] : [0],
    attacks,
    degradations,
    attackSeed: 1,
    requirements: usualRequirements(
      { attacks, degradations },
      {
        kinds: mapValues(manifest.modalities, ({ kind }) => kind),
        hasOracle: manifest.oracle !== null,
        classes: manifest.classes.length,
      },
    ),
  };
}

/**
 * What fails without an attacker, which takes next to no time: noise on each input, of a quick look a little and much of it;
 * each input missing, of those that have another beside them; and natural corruptions of what has them, of a quick look one
 * of each family of kinds.
 */
function presetDegradations(preset: (typeof studyPresets)[number], specs: ModalitySpecs): readonly object[] {
  const ids = Object.keys(specs);
  const isQuick = preset === 'quick';
  const levels = isQuick ? { levels: [0.1, 0.5] } : {};
  const corrupted = ids.filter((id) => corruptionsOf(specs[id].kind).length > 0);
  return [
    ...ids.map((id) => ({ name: 'noise', modalities: [id], ...levels })),
    ...(ids.length < 2 ? [] : ids.map((id) => ({ name: 'missing', modalities: [id] }))),
    ...corrupted.map((id) => {
      const all = corruptionsOf(specs[id].kind);
      const kinds = isQuick ? all.filter((kind) => oneOfEachFamily.includes(kind)) : all;
      return { name: 'corruption', modalities: [id], kinds, ...(isQuick ? { severities: [3] } : {}) };
    }),
  ];
}

/** Noise, blur, weather and compression of pictures; letters misspelt and words lost of texts. */
const oneOfEachFamily: readonly Corruption[] = [
  'gaussian-noise',
  'motion-blur',
  'fog',
  'jpeg',
  'keyboard',
  'drop-word',
];

function presetAttacks(preset: (typeof studyPresets)[number], specs: ModalitySpecs): readonly object[] {
  switch (preset) {
    case 'quick':
      return [
        ...starterAttacks('decoupling', specs),
        ...starterAttacks('pgd', specs).map((attack) => ({ ...attack, steps: 10 })),
      ];
    // Both criteria of MUROAN (2021 and 2022), and the single-step and many-step attacks it is usually set beside.
    case 'paper':
      return [
        ...['embedding-argmax', 'label'].flatMap((name) =>
          starterAttacks('decoupling', specs).map((attack) => ({ ...attack, criterion: { name } })),
        ),
        ...starterAttacks('fgsm', specs),
        ...starterAttacks('pgd', specs),
      ];
    // Both searches for removals, with many queries, cheapest combinations first; every many-step attack and those by
    // scores and by answers alone as one, each on what is left, on each modality and on all; words changed, where there are any.
    case 'strongest':
      return [
        ...starterAttacks('decoupling', specs).map((attack) => ({ ...attack, ...strongestSearch })),
        ...starterAttacks('lab-search', specs).map((attack) => ({
          ...attack,
          ...strongestSearch,
          allowance: 'worst-case',
        })),
        ...[...starterAttacks('ensemble', specs), ...onAll('ensemble', specs)].map((attack) => ({
          ...attack,
          ...strongestChanges,
        })),
        ...(textsOf(specs).length === 0 ? [] : strongestEdits).flatMap(({ name, ...settings }) =>
          starterAttacks(name, specs).map((attack) => ({ ...attack, ...settings })),
        ),
      ];
    default:
      return preset satisfies never;
  }
}

const strongestSearch = { criterion: { name: 'score-drop', tau: 0, keep: 48 }, order: 'cost', maxQueries: 5000 };

/**
 * What small changes are made by: the members of AutoAttack that the lab has (Croce and Hein, arXiv 2003.01690), with its
 * steps and queries, each on what is left; PGD before them; besides, where the head hides what would change the answer,
 * MFA, which asks the fused embedding, and HopSkipJump, which asks answers alone. MIM is made to carry to other models, and
 * FGSM is contained in PGD.
 */
const strongestChanges = { members: { pgd: true, hopskipjump: true }, steps: 100, restarts: 5, queries: 5000 };

/** Words substituted by the gradient, several texts carried on, and words misspelt by scores alone. */
const strongestEdits: readonly ({ readonly name: AttackName } & Readonly<Record<string, unknown>>)[] = [
  { name: 'hotflip', maxEdits: 3, candidates: 32, beam: 5 },
  { name: 'misspell', maxEdits: 4, tries: 32, keepEnds: false },
];

/** All modalities at once, each with its usual l2 radius; nothing where there is one. */
function onAll(name: AttackName, specs: ModalitySpecs): readonly object[] {
  const all = Object.keys(specs);
  return all.length < 2
    ? []
    : [{ name, norm: 'l2', budgets: [Object.fromEntries(all.map((id) => [id, usualRadius[specs[id].kind].l2]))] }];
}

function trainingFor(
  { name, splits }: DatasetManifest,
  quick: boolean,
): NonNullable<StudyPlanInput['subjects'][number]['training']> {
  // Few pictures for many groups: less training than its own would teach it nothing.
  if (name === 'emoji-groups') return emojiTraining;
  if (!quick) return {};
  return splits.train > quickTraining.trainRows ? quickTraining : { epochs: quickTraining.epochs };
}
