import type { AttackChoice } from '../../shared/attack';
import type { DatasetManifest } from '../../shared/dataset';
import { hashOf } from '../../shared/identity';
import type { AttackCell, Cell, CleanCell, Expansion, ModelCell, StudyPlan, Subject } from '../../shared/plan';
import type { ModelSpec, Recipe } from '../../shared/recipe';
import { attackVersion } from '../attacks/versions';
import type { Dataset } from '../data/dataset';
import { select } from '../data/select';
import { baselineOf } from '../models/baseline';
import { modalityIds } from '../models/recipe-check';
import { trainingVersion } from '../training/version';
import { checkPlan } from './plan-check';

const CELL_ID_LENGTH = 16;

/** A checked plan as cells, but for what a lab folder already holds. */
export type Cells = Omit<Expansion, 'trainedModels'>;

/**
 * Expands a plan: every subject under every training seed and the unimodal baselines it needs (shared where equal);
 * the clean predictions of all these models; every subject's model under every attack and budget.
 *
 * @throws LabError `invalid` when the plan does not fit the data
 */
export function expand(plan: StudyPlan, dataset: Dataset): Cells {
  const { manifest } = dataset;
  checkPlan(plan, manifest);
  const rows = select(dataset, plan.data.selection);
  const subjects = plan.seeds.flatMap((seed) => plan.subjects.map((subject) => subjectCell(subject, seed, manifest)));
  const baselines = uniqueBy(
    plan.seeds.flatMap((seed) => plan.subjects.flatMap((subject) => baselineCells(subject, seed, manifest))),
    ({ model }) => model,
  );
  const clean = uniqueBy(
    [...subjects, ...baselines].map(({ model }) => identified<CleanCell>({ kind: 'clean', model }, manifest)),
    ({ id }) => id,
  );
  const attacks = subjects.flatMap(({ model }) =>
    plan.attacks.flatMap((attack, attackIndex) =>
      budgetIndices(attack).map((budgetIndex) =>
        identified<AttackCell>(
          {
            kind: 'attack',
            model,
            attackIndex,
            budgetIndex,
            attack,
            version: attackVersion(attack.name),
            seed: plan.attackSeed,
          },
          manifest,
        ),
      ),
    ),
  );
  return {
    planHash: hashOf(plan),
    datasetHash: manifest.hash,
    rows: [...rows],
    cells: [...subjects, ...baselines, ...clean, ...attacks],
    records: rows.length * (clean.length + attacks.length),
  };
}

/** Identity of a trained model: what determines its weights. */
export function modelId(spec: ModelSpec, manifest: DatasetManifest): string {
  return hashOf({ spec, datasetHash: manifest.hash, trainingVersion });
}

function subjectCell({ name, recipe, training }: Subject, seed: number, manifest: DatasetManifest): ModelCell {
  return modelCell({ recipe, training, seed }, manifest, {
    title: name,
    role: 'subject',
    subject: name,
    modality: null,
  });
}

/** None for a subject that reads one modality: it is its own baseline. */
function baselineCells(subject: Subject, seed: number, manifest: DatasetManifest): readonly ModelCell[] {
  const ids = modalityIds(subject.recipe);
  if (ids.length === 1) return [];
  return ids.map((modality) =>
    modelCell({ recipe: baselineOf(subject.recipe, modality), training: subject.training, seed }, manifest, {
      title: `${modality} only (${encoderName(subject.recipe, modality)})`,
      role: 'baseline',
      subject: modality,
      modality,
    }),
  );
}

function encoderName(recipe: Recipe, modality: string): string {
  return recipe.encoders[modality].name;
}

function modelCell(
  trained: Omit<ModelSpec, 'dataset'>,
  manifest: DatasetManifest,
  roles: Pick<ModelCell, 'title' | 'role' | 'subject' | 'modality'>,
): ModelCell {
  const spec: ModelSpec = { dataset: manifest.name, ...trained };
  return identified<ModelCell>({ kind: 'model', model: modelId(spec, manifest), spec, ...roles }, manifest);
}

/** The cell's id follows from its content and the content of the data. */
function identified<Some extends Cell>(content: Omit<Some, 'id'>, { hash }: DatasetManifest): Some {
  return { ...content, id: hashOf({ ...content, datasetHash: hash }).slice(0, CELL_ID_LENGTH) } as Some;
}

function budgetIndices(attack: AttackChoice): readonly number[] {
  switch (attack.name) {
    case 'decoupling':
      return [0];
    case 'fgsm':
    case 'pgd':
      return attack.budgets.map((_, index) => index);
    default:
      return attack satisfies never;
  }
}

/** The first item of each key. */
function uniqueBy<Item>(items: readonly Item[], key: (item: Item) => string): readonly Item[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const known = seen.has(key(item));
    seen.add(key(item));
    return !known;
  });
}
