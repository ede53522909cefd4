import type { AttackName } from '../attacks/attack';
import type { DatasetManifest } from '../data/dataset';
import { starterAttacks } from './attack-presets';
import { recipeDraft, type RecipeParts } from './recipe-draft';

/** What a study asks as long as its author asks nothing else. */
export const usualQuestion = 'How little has to be removed or changed to make the model answer wrongly?';

export interface StarterOptions extends Omit<RecipeParts, 'fusion'> {
  readonly name?: string;
  /** One subject each. */
  readonly fusions: readonly string[];
  readonly attacks: readonly AttackName[];
  readonly samples: number;
  readonly seeds: readonly number[];
}

/** A plan to start from, not yet checked: one subject per fusion, every attack in its usual settings. */
export function starterPlan(manifest: DatasetManifest, options: StarterOptions): unknown {
  const { name, fusions, attacks, samples, seeds, ...parts } = options;
  return {
    format: 'muroan.study',
    formatVersion: 1,
    name: name ?? `${manifest.title}: ${fusions.join(', ')}`,
    question: usualQuestion,
    data: {
      dataset: manifest.name,
      selection: { split: 'test', count: Math.min(samples, manifest.splits.test) },
    },
    subjects: fusions.map((fusion) => ({
      name: fusion,
      recipe: recipeDraft(manifest.modalities, { ...parts, fusion }),
    })),
    seeds,
    attacks: attacks.flatMap((attack) => starterAttacks(attack, manifest.modalities, fusions.at(0))),
  };
}
