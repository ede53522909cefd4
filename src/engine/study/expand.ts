import { budgetIndices, factsOf, type AttackChoice } from '../../shared/attacks/attack';
import { baselinesOf, baselineTraining } from '../../shared/models/baseline';
import type { DatasetManifest } from '../../shared/data/dataset';
import { certificateVersions, isVoted } from '../../shared/certificates/certificate';
import { degradationVersions, stepsOf } from '../../shared/degradations/degradation';
import type {
  AttackCell,
  CertificateCell,
  CleanCell,
  DegradedCell,
  Expansion,
  ModelCell,
  StudyPlan,
  Subject,
} from '../../shared/plan/plan';
import { encodersFrom } from '../../shared/recipe/shared-encoders';
import { subjectLimit } from '../../shared/planning/certificate-limits';
import { planHash } from '../../shared/plan/plan-hash';
import type { ModelSpec } from '../../shared/models/model-spec';
import type { Recipe } from '../../shared/recipe/recipe';
import type { Dataset } from '../data/dataset';
import { select } from '../data/select';
import { modelId } from '../training/identity';
import { identified } from './cell-id';
import type { KnownImported } from './imported-faults';
import { checkPlan } from './plan-check';

/** A checked plan as cells, but for what a lab folder already holds. */
export type Cells = Omit<Expansion, 'trainedModels'>;

/**
 * Expands a plan: every subject under every training seed and the baselines it needs (shared where equal);
 * the clean predictions of all these models, and those on degraded inputs; every subject's model under every attack and
 * budget, and under every certificate that says something of it.
 *
 * @param imported models made elsewhere that the plan names
 * @throws LabError `invalid` when the plan does not fit the data
 */
export function expand(plan: StudyPlan, dataset: Dataset, imported: KnownImported = {}): Cells {
  const { manifest } = dataset;
  checkPlan(plan, manifest, imported);
  const rows = select(dataset, plan.data.selection);
  const subjects = plan.seeds.flatMap((seed) => plan.subjects.map((subject) => subjectCell(subject, seed, manifest)));
  const baselines = uniqueBy(
    plan.seeds.flatMap((seed) => plan.subjects.flatMap((subject) => baselineCells(subject, plan, seed, manifest))),
    ({ model }) => model,
  );
  const trainedAnyway = new Set([...subjects, ...baselines].map(({ model }) => model));
  const encoders = uniqueBy(
    subjects.flatMap((cell) => encodersCell(cell, manifest) ?? []),
    ({ model }) => model,
  ).filter(({ model }) => !trainedAnyway.has(model));
  const clean = uniqueBy(
    [...subjects, ...baselines].map(({ model }) => identified<CleanCell>({ kind: 'clean', model }, manifest.hash)),
    ({ id }) => id,
  );
  const degraded = uniqueBy(
    [...subjects, ...baselines].flatMap((cell) => degradedCells(cell, plan, manifest)),
    ({ id }) => id,
  );
  const attacks = subjects.flatMap(({ model, spec }) =>
    plan.attacks.flatMap((attack, attackIndex) =>
      budgetIndices(attack).map((budgetIndex) =>
        identified<AttackCell>(
          {
            kind: 'attack',
            model,
            attackIndex,
            budgetIndex,
            attack,
            version: factsOf(attack).version,
            seed: plan.attackSeed,
            ...sourceOf(attack, spec.seed, subjects),
          },
          manifest.hash,
        ),
      ),
    ),
  );
  const certificates = subjects.flatMap(({ model, spec }) =>
    plan.certificates.flatMap((certificate, certificateIndex) =>
      subjectLimit(certificate, spec) === null
        ? identified<CertificateCell>(
            {
              kind: 'certificate',
              model,
              certificateIndex,
              certificate,
              version: certificateVersions[certificate.name],
              // What draws nothing is the same under every seed.
              seed: isVoted(certificate) ? plan.attackSeed : 0,
            },
            manifest.hash,
          )
        : [],
    ),
  );
  return {
    planHash: planHash(plan),
    datasetHash: manifest.hash,
    rows: [...rows],
    cells: [...subjects, ...baselines, ...encoders, ...clean, ...degraded, ...attacks, ...certificates],
    records: rows.length * (clean.length + degraded.length + attacks.length + certificates.length),
  };
}

/** The model that an attack is made on, of the training seed of the one it is shown to; nothing where it is made on that. */
function sourceOf(attack: AttackChoice, seed: number, subjects: readonly ModelCell[]): Pick<AttackCell, 'source'> {
  if (attack.name !== 'transfer') return {};
  const source = subjects.find(({ subject, spec }) => subject === attack.source && spec.seed === seed);
  return source === undefined ? {} : { source: source.model };
}

/** Every level of every degradation that touches what the model reads: to others nothing happens. */
function degradedCells(
  { model, spec }: ModelCell,
  plan: StudyPlan,
  manifest: DatasetManifest,
): readonly DegradedCell[] {
  return plan.degradations.flatMap((degradation, degradationIndex) =>
    degradation.modalities.some((id) => Object.hasOwn(spec.recipe.encoders, id))
      ? stepsOf(degradation).map((_, levelIndex) =>
          identified<DegradedCell>(
            {
              kind: 'degraded',
              model,
              degradationIndex,
              levelIndex,
              degradation,
              version: degradationVersions[degradation.name],
              seed: plan.attackSeed,
            },
            manifest.hash,
          ),
        )
      : [],
  );
}

function subjectCell({ name, recipe, training, brought }: Subject, seed: number, manifest: DatasetManifest): ModelCell {
  const own = brought === undefined ? {} : { brought };
  return modelCell({ recipe, training, seed, ...own }, manifest, {
    title: name,
    role: 'subject',
    subject: name,
    modality: null,
  });
}

/** The model whose encoders a subject's model shares, where nothing else of the plan trains it; null for encoders of its own. */
function encodersCell({ spec }: ModelCell, manifest: DatasetManifest): ModelCell | null {
  const source = encodersFrom(spec);
  if (source === null) return null;
  return modelCell(source, manifest, {
    title:
      source.training.method === 'ensemble' ? 'ensemble of inputs' : `shared encoders (${source.recipe.fusion.name})`,
    role: 'encoders',
    subject: 'encoders',
    modality: null,
  });
}

function baselineCells(
  subject: Subject,
  plan: Pick<StudyPlan, 'baselineTraining'>,
  seed: number,
  manifest: DatasetManifest,
): readonly ModelCell[] {
  return baselinesOf(subject.recipe).map(({ modality, sees, recipe }) =>
    modelCell({ recipe, training: baselineTraining(plan, subject.training, recipe), seed }, manifest, {
      title: `${modality} only (${sees.length === 1 ? encoderName(subject.recipe, modality) : recipe.fusion.name})`,
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
  const source = encodersFrom(spec);
  const encoders = source === null ? {} : { encoders: modelId(source, manifest.hash) };
  return identified<ModelCell>(
    { kind: 'model', model: modelId(spec, manifest.hash), spec, ...encoders, ...roles },
    manifest.hash,
  );
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
