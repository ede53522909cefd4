import { AttackChoice, budgetIndices } from '../../../src/shared/attacks/attack';
import { analyse } from '../../../src/analysis/analyse';
import type { StudyAnalysis } from '../../../src/analysis/study-analysis';
import { DatasetManifest } from '../../../src/shared/data/dataset';
import { hashOf } from '../../../src/shared/identity';
import {
  StudyPlan,
  type AttackCell,
  type CleanCell,
  type ModelCell,
  type StudyPlanInput,
} from '../../../src/shared/plan/plan';
import type { SampleRecord } from '../../../src/shared/records/record';
import { RunDescription } from '../../../src/shared/runs/run';
import { evaluate } from '../../../src/engine/evaluation/evaluate';
import type { FusedModel } from '../../../src/engine/models/fused-model';
import { inMemoryDataset, SIDE } from '../attacks/in-memory';
import { linearImageModel, linearWeights } from '../attacks/linear-model';

const image = linearImageModel().modalities.image;
const count = 60;
const squares = linearWeights.reduce((sum, weight) => sum + weight ** 2, 0);

/** Grey pictures beside the plane of the linear model, near and far: of either class, every other one. */
const dataset = inMemoryDataset(
  Array.from({ length: count }, (_, row) => {
    const score = (row % 2 === 0 ? -1 : 1) * (0.2 + (3 * row) / count);
    return {
      label: row % 2,
      inputs: {
        image: Float32Array.from({ length: SIDE * SIDE }, (_v, at) => 0.5 + (score * linearWeights[at]) / squares),
      },
    };
  }),
  { modalities: { image } },
);

const manifest = DatasetManifest.parse({
  format: 'muroan.dataset',
  formatVersion: 1,
  name: 'planes',
  title: 'Planes',
  task: 'On which side?',
  preparation: { name: 'made-up', version: 1, seed: 0 },
  licences: ['MIT'],
  modalities: { image },
  classes: ['no', 'yes'],
  count,
  splits: { train: 0, validation: 0, test: count },
  unit: 'picture',
  columns: {},
  oracle: null,
  hash: hashOf({ data: 'planes' }),
});

export interface TrustedStudy {
  readonly attacks: readonly object[];
  readonly requirements?: StudyPlanInput['requirements'];
}

/** Models, by name, through the real engine and the real analysis. */
export async function analysed(
  models: Readonly<Record<string, FusedModel>>,
  { attacks, requirements = [] }: TrustedStudy,
): Promise<StudyAnalysis> {
  const recipe = { encoders: { image: { name: 'cnn' } }, fusion: { name: 'concat' } } as const;
  const plan = StudyPlan.parse({
    format: 'muroan.study',
    formatVersion: 1,
    name: 'Trust',
    data: { dataset: 'planes', selection: { count } },
    subjects: Object.keys(models).map((name) => ({ name, recipe })),
    attacks: attacks.map((attack) => AttackChoice.parse(attack)),
    primaryMeasure: 'robust-accuracy',
    requirements,
  });
  const rows = dataset.rowsOf('test');
  const cells: (ModelCell | CleanCell | AttackCell)[] = [];
  const records: SampleRecord[] = [];
  for (const [name, model] of Object.entries(models)) {
    const spec = { dataset: 'planes', recipe: plan.subjects[0].recipe, training: plan.subjects[0].training, seed: 0 };
    cells.push({
      kind: 'model',
      id: name,
      model: name,
      spec,
      title: name,
      role: 'subject',
      subject: name,
      modality: null,
    });
    const evaluated: readonly (CleanCell | AttackCell)[] = [
      { kind: 'clean', id: `clean ${name}`, model: name },
      ...plan.attacks.flatMap((attack, attackIndex) =>
        budgetIndices(attack).map((budgetIndex): AttackCell => {
          const id = `${name} ${String(attackIndex)} ${String(budgetIndex)}`;
          return { kind: 'attack', id, model: name, attackIndex, budgetIndex, attack, version: 1, seed: 1 };
        }),
      ),
    ];
    for (const cell of evaluated) {
      cells.push(cell);
      records.push(...(await evaluate({ cell, model, dataset, rows, pause: () => Promise.resolve() })));
    }
  }
  const run = RunDescription.parse({
    format: 'muroan.run',
    formatVersion: 1,
    id: '01890a5d-ac96-774b-bcce-b302099a8057',
    plan,
    expansion: {
      planHash: hashOf({ plan: 1 }),
      datasetHash: manifest.hash,
      rows,
      cells,
      records: records.length,
    },
    appVersion: '0',
    createdAt: '2026-01-05T10:00:00.000Z',
  });
  return analyse({ run, state: 'finished', events: [], dataset: manifest, models: [], records });
}

/** `level check` of what was found of a model, each once. */
export function found({ flags }: StudyAnalysis, model: string): readonly string[] {
  return [...new Set(flags.filter((flag) => flag.model === model).map(({ level, check }) => `${level} ${check}`))];
}
