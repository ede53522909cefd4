import { factsOf, perturbs } from '../attacks/attack';
import { certificateSource, isVoted } from '../certificates/certificate';
import type { DatasetManifest } from '../data/dataset';
import { degradationSource } from '../degradations/degradation';
import type { StudyPlan, Subject } from '../plan/plan';
import { isImported, trainedRecipe } from '../recipe/recipe';
import type { EncoderChoice } from '../recipe/encoders';
import { subjectSources } from '../recipe/subject-sources';
import { isPaperKey, type PaperKey } from './papers';

/** What of a data set tells which papers it goes back to. */
export type DataOrigin = Pick<DatasetManifest, 'preparation' | 'mapping'>;

/** A group of papers, and what a study has of them. */
export interface CitedPart {
  readonly of: 'data' | 'model' | 'training' | 'attack' | 'degradation' | 'certificate' | 'statistics';
  readonly keys: readonly PaperKey[];
}

/** The papers behind everything that a plan uses; each once, where it is met first. @param data null: not known */
export function planPapers(plan: StudyPlan, data: DataOrigin | null): readonly CitedPart[] {
  const { subjects, attacks, degradations, certificates } = plan;
  const parts: readonly CitedPart[] = [
    { of: 'attack', keys: attacks.flatMap((choice) => factsOf(choice).source(choice).cites) },
    {
      of: 'attack',
      keys: attacks.some((choice) => perturbs(choice) && choice.share === 'matched') ? ['tian2021can'] : [],
    },
    { of: 'degradation', keys: degradations.flatMap((choice) => degradationSource(choice).cites) },
    { of: 'certificate', keys: certificates.flatMap((choice) => certificateSource(choice).cites) },
    { of: 'model', keys: subjects.flatMap((subject) => subjectSources(subject).flatMap(({ source }) => source.cites)) },
    { of: 'model', keys: subjects.flatMap(encoderPapers) },
    { of: 'training', keys: subjects.flatMap(trainingPapers) },
    { of: 'data', keys: dataPapers(data) },
    {
      of: 'statistics',
      keys: [
        'wilson1927probable',
        'efron1979bootstrap',
        ...(subjects.length > 1 ? ['holm1979simple' as const] : []),
        ...(certificates.some(isVoted) ? ['clopper1934use' as const] : []),
      ],
    },
  ];
  const seen = new Set<PaperKey>();
  return parts.flatMap(({ of, keys }) => {
    const fresh = [...new Set(keys)].filter((key) => !seen.has(key));
    for (const key of fresh) seen.add(key);
    return fresh.length === 0 ? [] : [{ of, keys: fresh }];
  });
}

function encoderPapers({ recipe }: Subject): readonly PaperKey[] {
  if (isImported(recipe)) return [];
  const { encoders, head } = trainedRecipe(recipe);
  // An attack on one sensor of several, of models that answer for every pixel.
  const sensors: readonly PaperKey[] = head.name === 'pixels' ? ['yu2020investigating'] : [];
  return [...sensors, ...Object.values(encoders).flatMap(encoderPaper)];
}

function encoderPaper(choice: EncoderChoice | { readonly name: 'imported' }): readonly PaperKey[] {
  switch (choice.name) {
    case 'residual-cnn':
      return ['he2016identity'];
    case 'gru':
      return ['cho2014learning'];
    case 'patch-tokens':
    case 'word-transformer':
    case 'step-tokens':
      return choice.blocks > 0 ? ['vaswani2017attention'] : [];
    case 'umurl':
      return ['sun2023unified', 'vaswani2017attention'];
    case 'cnn':
    case 'mean-words':
    case 'mlp':
    case 'raw-steps':
    case 'temporal-cnn':
    case 'imported':
      return [];
    default:
      return choice satisfies never;
  }
}

function trainingPapers({ recipe, training }: Subject): readonly PaperKey[] {
  if (isImported(recipe)) return [];
  const { imageRadius, textRadius, audioRadius, valueRadius } = training.adversarial;
  return [
    'kingma2015adam',
    ...(training.weightDecay > 0 ? ['loshchilov2019decoupled' as const] : []),
    ...([imageRadius, textRadius, audioRadius, valueRadius].some((radius) => radius > 0)
      ? ['madry2018towards' as const]
      : []),
  ];
}

function dataPapers(data: DataOrigin | null): readonly PaperKey[] {
  switch (data?.preparation.name) {
    case 'caption-match':
      return ['xiao2017fashion'];
    case 'hateful-memes':
      return ['kiela2020hateful'];
    case 'kitti-road':
      return ['fritsch2013new'];
    case 'mapped':
      return data.mapping?.cites?.filter(isPaperKey) ?? [];
    default:
      return [];
  }
}
