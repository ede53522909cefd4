import { comparedPairs } from '../plan/compared-pairs';
import type { DatasetManifest } from '../data/dataset';
import type { StudyPlanInput } from '../plan/plan';
import { eachMissing } from './each-missing';
import { pairedSeeds } from './paired-seeds';

type SubjectDraft = StudyPlanInput['subjects'][number];

export interface AccuracyQuestion {
  readonly question: string;
  readonly subjects: readonly SubjectDraft[];
  /** The subject that those are compared with that name no other. */
  readonly reference: string;
}

/** What the plans have in common that ask which way of fusing or training is more accurate. */
export function accuracyStudy({ question, subjects, reference }: AccuracyQuestion) {
  return {
    format: 'muroan.study' as const,
    formatVersion: 1 as const,
    question,
    subjects: [...subjects],
    reference,
    attackSeed: 1,
    primaryMeasure: 'accuracy' as const,
  };
}

/** As many as the comparisons of such a plan need to come out either way. */
export function seedsOf({ subjects, reference }: Pick<AccuracyQuestion, 'subjects' | 'reference'>): number[] {
  const names = subjects.map(({ name }) => name);
  const named = subjects.map(({ name, comparedWith = [] }) => ({ name, comparedWith }));
  return [...pairedSeeds(comparedPairs(names, { reference, subjects: named }).length)];
}

/** Such a study of other data: every one of its seeds, a test split of at most 500, each input missing. @param name of the study */
export function onDataset(study: ReturnType<typeof accuracyStudy>, manifest: DatasetManifest, name: string) {
  const { modalities, splits } = manifest;
  return {
    ...study,
    name,
    data: {
      dataset: manifest.name,
      selection: { split: 'test' as const, count: Math.min(MOST_SAMPLES, splits.test), seed: 1 },
    },
    seeds: seedsOf(study),
    attacks: [] as NonNullable<StudyPlanInput['attacks']>,
    degradations: eachMissing(Object.keys(modalities)),
    requirements: [],
  };
}

const MOST_SAMPLES = 500;
