import { z } from 'zod';
import { AttackChoice } from '../attack';
import type { DatasetManifest } from '../dataset';
import { mapValues } from '../map-values';
import type { ModalitySpecs } from '../modality';
import { parse } from '../parse';
import { starterAttacks, usualRadius } from './attack-presets';
import { emojiTraining, quickTraining } from './demo-plans';
import { usualQuestion } from './plan-draft';
import { recipeDraft } from './recipe-draft';
import { usualRequirements } from './usual-requirements';

/** Settings of a whole study that a person can begin with. */
export const studyPresets = ['quick', 'paper', 'strongest'] as const;
export type StudyPreset = (typeof studyPresets)[number];

const fusions = ['concat', 'product'];

/** A plan of a preset for a data set, with the usual requirements, which its author may change or drop; not yet checked. */
export function presetPlan(preset: StudyPreset, manifest: DatasetManifest, name: string): object {
  const quick = preset === 'quick';
  const attacks = parse(z.array(AttackChoice), presetAttacks(preset, manifest.modalities), 'preset');
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
    attackSeed: 1,
    requirements: usualRequirements(attacks, {
      kinds: mapValues(manifest.modalities, ({ kind }) => kind),
      hasOracle: manifest.oracle !== null,
    }),
  };
}

function presetAttacks(preset: StudyPreset, specs: ModalitySpecs): readonly object[] {
  const all = Object.keys(specs);
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
    // More queries, cheapest combinations first; many steps from several starts, each modality alone and all at once.
    case 'strongest':
      return [
        ...starterAttacks('decoupling', specs).map((attack) => ({
          ...attack,
          criterion: { name: 'score-drop', tau: 0, keep: 48 },
          order: 'cost',
          maxQueries: 5000,
        })),
        ...starterAttacks('pgd', specs).map((attack) => ({ ...attack, ...manySteps })),
        ...(all.length < 2
          ? []
          : [
              {
                name: 'pgd',
                norm: 'l2',
                budgets: [Object.fromEntries(all.map((id) => [id, usualRadius[specs[id].kind].l2]))],
                ...manySteps,
              },
            ]),
      ];
    default:
      return preset satisfies never;
  }
}

const manySteps = { steps: 100, restarts: 5 };

function trainingFor({ name, splits }: DatasetManifest, quick: boolean): object {
  // Few pictures for many groups: less training than its own would teach it nothing.
  if (name === 'emoji-groups') return emojiTraining;
  if (!quick) return {};
  return splits.train > quickTraining.trainRows ? quickTraining : { epochs: quickTraining.epochs };
}
