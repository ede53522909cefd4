/** A study of models that answer with a set of labels, and of such that answer with a value: from data to the summary. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { analyse } from '../../../src/analysis/analyse';
import { runCsv } from '../../support/run-csv';
import { summaryText } from '../../../src/analysis/summary';
import { initBackend } from '../../../src/engine/backends/registry';
import { openDataset } from '../../../src/engine/data/open';
import { Lab } from '../../../src/engine/lab/lab';
import { listModels } from '../../../src/engine/lab/models';
import { readRun } from '../../../src/engine/lab/runs';
import type { JobPool } from '../../../src/engine/study/job-pool';
import { checkPlan } from '../../../src/engine/study/plan-check';
import type { Job, JobResult, JobUpdate } from '../../../src/engine/worker/job';
import { runChecked } from '../../../src/engine/worker/run-checked';
import { JobRunner } from '../../../src/engine/worker/run-job';
import { problemsIn } from '../../../src/shared/errors';
import { DatasetManifest } from '../../../src/shared/data/dataset';
import type { StudyPlanInput } from '../../../src/shared/plan/plan';
import type { Target } from '../../../src/shared/data/target';
import { runStudy } from '../../support/study-runs';
import { recordsOf, tinyLab } from '../../support/tiny-lab';
import { tinyPlan, writeTinyDataset } from '../../support/tiny-study';

const runner = new JobRunner(0);
beforeAll(() => initBackend('wasm'));

/** Device workers in this thread. */
const pool: JobPool = {
  size: 1,
  info: () => ({ kind: 'wasm', hardware: 'this thread' }),
  run: async <Some extends Job>(
    job: Some,
    { onUpdate = () => undefined }: { onUpdate?: (update: JobUpdate) => void },
  ) => (await runChecked(runner, job, () => Promise.resolve(), onUpdate)) as Extract<JobResult, { kind: Some['kind'] }>,
};

const labels: Target = { kind: 'labels' };
const value: Target = { kind: 'value', unit: 'sides', range: [0, 2], tolerance: 0.4 };
const data = { dataset: 'asked', selection: { count: 20 } };

function plan(changes: Partial<StudyPlanInput> = {}) {
  const whole = tinyPlan({ data, ...changes });
  return { ...whole, subjects: whole.subjects.slice(0, 1), ...(changes.subjects ? { subjects: whole.subjects } : {}) };
}

describe.each([
  ['labels', labels, ['macro F1', 'micro F1'], 'whole set'],
  ['value', value, ['mean absolute error', 'correlation'], '0.4 sides off'],
] as const)('%s', (_kind, target, measures, right) => {
  it('are trained for, attacked and measured', async () => {
    const folder = await tinyLab();
    await writeTinyDataset(folder, 'asked', 140, target);
    const lab = new Lab(folder);
    const none = () => undefined;
    const { id } = await runStudy(plan({ degradations: [{ name: 'missing', modalities: ['text'] }] }), {
      lab,
      pool: () => Promise.resolve(pool),
      devices: ['wasm'],
      appVersion: '0.0.0-test',
      predictors: false,
      signal: new AbortController().signal,
      onProgress: none,
      onCurve: none,
      onTrained: none,
      onWarning: none,
    });
    const models = await listModels(folder, (error) => {
      throw error;
    });
    for (const { curve, target: own } of models) {
      expect(own).toEqual(target);
      // Training lowers the loss of the target.
      expect(curve.at(-1)!.trainLoss).toBeLessThan(curve[0].trainLoss);
    }
    const dataset = DatasetManifest.parse(
      JSON.parse(await readFile(path.join(folder, 'data', 'asked', 'manifest.json'), 'utf8')),
    );
    const records = await recordsOf(folder, id);
    const input = { run: await readRun(folder, id), state: 'finished', dataset, models, records, events: [] } as const;
    const analysis = analyse(input);
    const [{ scores, accuracy }] = analysis.subjects[0].models;
    expect(accuracy.n).toBe(20);
    expect(scores?.map(({ kind }) => kind)).toEqual([
      'clean',
      'alone',
      'alone',
      'degraded',
      'attack',
      'attack',
      'attack',
    ]);
    const shown = summaryText(analysis).join('\n');
    for (const measure of measures) expect(shown).toContain(measure);
    expect(shown.replace(/\s+/gu, ' ')).toContain(right);
    const csv = runCsv(input).split('\r\n');
    expect(csv).toHaveLength(records.length + 2);
    await lab.close();
  });

  it('are refused what needs one class of several', async () => {
    const folder = await tinyLab();
    await writeTinyDataset(folder, 'asked', 140, target);
    const { manifest } = await openDataset(path.join(folder, 'data', 'asked'));
    const [subject] = tinyPlan().subjects;
    const bad = plan({
      subjects: ['qmf', 'crmt'].map((name) => ({
        ...subject,
        name,
        recipe: { ...subject.recipe, fusion: { name } as never },
      })),
      attacks: [
        { name: 'apgd', loss: 'dlr', budgets: [{ image: 0.1 }] },
        {
          name: 'decoupling',
          modalities: ['image'],
          criterion: { name: 'score-drop', score: 'probability', tau: 0.1 },
        },
        { name: 'hopskipjump', budgets: [{ image: 0.1 }] },
        { name: 'mfa', budgets: [{ image: 0.1 }] },
      ],
      certificates: [{ name: 'mmcert', kept: { image: 4, text: 2 } }] as never,
    });
    let said: readonly (string | undefined)[] = [];
    try {
      checkPlan(bad, manifest);
    } catch (error) {
      said = problemsIn(error as never).map(({ where }) => where);
    }
    expect(said).toEqual(
      expect.arrayContaining([
        'plan.subjects[0].recipe.fusion.name',
        'plan.subjects[1].recipe.fusion.name',
        'plan.attacks[0].loss',
        'plan.attacks[1].criterion.score',
        'plan.certificates[0].name',
      ]),
    );
    const needsAnotherClass = ['plan.attacks[2].name', 'plan.attacks[3].name'];
    expect(needsAnotherClass.filter((where) => said.includes(where))).toEqual(
      target.kind === 'value' ? needsAnotherClass : [],
    );
  });
});
