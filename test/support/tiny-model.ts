import { layout } from '../../src/engine/lab/layout';
import type { JobPool } from '../../src/engine/study/job-pool';
import { ensureTrained } from '../../src/engine/study/train-model';
import type { DatasetManifest } from '../../src/shared/data/dataset';
import { hashOf } from '../../src/shared/identity';
import type { AttackCell, EvaluatedCell } from '../../src/shared/plan/plan';
import { tinyPlan, writeTinyDataset } from './tiny-study';

const { attacks, subjects } = tinyPlan();

/** The first subject of the tiny study. */
export const tinySpec = { dataset: 'tiny', recipe: subjects[0].recipe, training: subjects[0].training, seed: 0 };

/** One cell of each kind that the tiny study has of it. */
export const tinyCells: readonly EvaluatedCell[] = [
  { kind: 'clean', id: 'clean', model: 'm' },
  ...attacks.map((attack, attackIndex): AttackCell => {
    const id = `cell-${attackIndex}`;
    return { kind: 'attack', id, model: 'm', attackIndex, attack, version: 1, budgetIndex: 0, seed: 3 };
  }),
];

export interface TinyModel {
  readonly manifest: DatasetManifest;
  /** Folders, as jobs name them. */
  readonly dataset: string;
  readonly model: string;
}

/** The tiny data set and its first subject, trained, in a folder that becomes a lab. */
export async function trainTinyModel(lab: string, pool: JobPool): Promise<TinyModel> {
  const manifest = await writeTinyDataset(lab);
  const id = hashOf(tinySpec);
  await ensureTrained({
    lab,
    id,
    spec: tinySpec,
    encoders: null,
    manifest,
    pool,
    appVersion: '0',
    signal: new AbortController().signal,
    onProgress: () => undefined,
    onCurve: () => undefined,
    onTrained: () => undefined,
    onWarning: () => undefined,
  });
  return { manifest, dataset: layout.dataset(lab, 'tiny'), model: layout.model(lab, id) };
}
