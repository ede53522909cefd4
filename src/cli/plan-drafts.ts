import type { AttackName } from '../shared/attack';
import type { DatasetManifest } from '../shared/dataset';
import { starterAttacks } from '../shared/plans/attack-presets';
import { recipeFor, type RecipeOptions } from './recipe-options';

export interface StarterOptions extends RecipeOptions {
  readonly name?: string;
  readonly fusion: readonly string[];
  readonly attack: readonly AttackName[];
  readonly samples: number;
  readonly seed: readonly number[];
}

/** A plan to start from, not yet checked: one subject per fusion, every attack in its usual settings. */
export function starterPlan(manifest: DatasetManifest, options: StarterOptions): unknown {
  return {
    format: 'muroan.study',
    formatVersion: 1,
    name: options.name ?? `${manifest.title}: ${options.fusion.join(', ')}`,
    question: 'How little has to be removed or changed to make the model answer wrongly?',
    data: {
      dataset: manifest.name,
      selection: { split: 'test', count: Math.min(options.samples, manifest.splits.test) },
    },
    subjects: options.fusion.map((fusion) => ({ name: fusion, recipe: recipeFor(manifest, fusion, options) })),
    seeds: options.seed,
    attacks: options.attack.flatMap((attack) => starterAttacks(attack, manifest.modalities)),
  };
}
