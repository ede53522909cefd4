/** Samples as a run's models saw them under noise and without inputs, drawn once more to be looked at. */
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset, Sample } from '../../../src/engine/data/dataset';
import { openDataset } from '../../../src/engine/data/open';
import { viewOf } from '../../../src/engine/data/view';
import { degraded } from '../../../src/engine/degradations/degrade';
import { layout } from '../../../src/engine/lab/layout';
import { startEngine, type EngineClient } from '../../../src/host/engine-client';
import { Degradation, stepsOf } from '../../../src/shared/degradations/degradation';
import type { DegradedCell } from '../../../src/shared/plan/plan';
import type { DegradedRecord } from '../../../src/shared/records/record';
import { wordsOfView, type SampleView } from '../../../src/shared/samples/sample-view';
import { referenceModel, type Inputs, type Reference } from '../../support/reference-model';
import { sharedFolder } from '../../support/temporary-folder';
import { tinyLab } from '../../support/tiny-lab';
import { tinyPlan } from '../../support/tiny-study';

const choices = [
  { name: 'missing' as const, modalities: ['text'], by: 'zero' as const },
  { name: 'missing' as const, modalities: ['image'], by: 'shuffled' as const },
  { name: 'noise' as const, modalities: ['image'], levels: [0.3, 0.9] },
  { name: 'noise' as const, modalities: ['text'], levels: [1] },
];
const plan = tinyPlan({ subjects: tinyPlan().subjects.slice(0, 1), attacks: [], degradations: choices });

let engine: EngineClient;
let dataset: Dataset;
let reference: Reference;
let cells: readonly DegradedCell[];
let records: readonly DegradedRecord[];

beforeAll(async () => {
  const { folder, remove } = await sharedFolder();
  const lab = await tinyLab(path.join(folder, 'lab'));
  engine = await startEngine({ lab, devices: ['wasm'], workers: 1 });
  const { id: run } = await engine.request('studies.run', { plan });
  const { description } = await engine.request('runs.show', { run });
  const all = await engine.request('runs.records', { run, cursor: null, limit: 10_000 });
  const subject = description.expansion.cells.find((cell) => cell.kind === 'model' && cell.role === 'subject');
  const model = subject?.kind === 'model' ? subject.model : '';
  cells = description.expansion.cells.filter(
    (cell): cell is DegradedCell => cell.kind === 'degraded' && cell.model === model,
  );
  records = all.records.filter((record) => record.kind === 'degraded');
  reference = await referenceModel(lab, model);
  dataset = await openDataset(layout.dataset(lab, 'tiny'));
  return async () => {
    await engine.close();
    await remove();
  };
});

const ownRecords = (cell: DegradedCell): readonly DegradedRecord[] =>
  records.filter(({ cell: own }) => own === cell.id);
const idsOf = (cell: DegradedCell): string[] => ownRecords(cell).map(({ sample }) => sample);
const ask = ({ degradation, levelIndex, seed }: DegradedCell, ids: string[], changed: object = {}) =>
  engine.request('data.degraded', { dataset: 'tiny', ids, degradation, levelIndex, seed, ...changed });
const sampleOf = (id: string): Sample => dataset.sample(dataset.rowOf(id));

/** Largest difference between what the run recorded and what the model answers to these inputs. */
function differenceFrom(cell: DegradedCell, inputs: readonly Inputs[]): number {
  const logits = reference(inputs);
  return Math.max(
    ...ownRecords(cell).flatMap(({ degraded: answer }, index) =>
      answer.logits.map((logit, place) => Math.abs(logit - logits[index][place])),
    ),
  );
}

/** Inputs that a view shows, pixels of 8 bit. */
const seen = ({ values }: SampleView): Inputs =>
  Object.fromEntries(
    Object.entries(values).map(([id, value]) => [
      id,
      value.kind === 'image'
        ? Float32Array.from(Buffer.from(value.pixels, 'base64'), (level) => level / 255)
        : (wordsOfView(value) ?? []),
    ]),
  );

it('the study has every level of every degradation', () => {
  expect(cells).toHaveLength(choices.flatMap((choice) => stepsOf(Degradation.parse(choice))).length);
  for (const cell of cells) expect(ownRecords(cell)).toHaveLength(20);
});

it('is byte for byte what the function gives that the run fed its models by', async () => {
  for (const cell of cells) {
    const ids = idsOf(cell);
    const wanted = ids.map((id) => viewOf(degraded(sampleOf(id), cell, dataset), dataset));
    expect(await ask(cell, ids)).toEqual(wanted);
  }
});

it('makes the model answer what the run recorded; another seed does not', () => {
  for (const cell of cells) {
    const ids = idsOf(cell);
    const fed = ids.map((id) => degraded(sampleOf(id), cell, dataset).inputs);
    expect(differenceFrom(cell, fed), cell.id).toBeLessThan(1e-3);
    if (cell.degradation.modalities[0] === 'text' && cell.degradation.name === 'missing') continue;
    const others = ids.map((id) => degraded(sampleOf(id), { ...cell, seed: cell.seed + 1 }, dataset).inputs);
    expect(differenceFrom(cell, others), cell.id).toBeGreaterThan(1e-2);
  }
});

it('what a person sees is what the model saw: words to the letter, whole pictures to the pixel', async () => {
  for (const cell of cells.filter(
    ({ degradation }) => degradation.name === 'missing' || degradation.modalities[0] === 'text',
  )) {
    const views = await ask(cell, idsOf(cell));
    expect(differenceFrom(cell, views.map(seen)), cell.id).toBeLessThan(1e-3);
  }
});

it('keeps the id, the label and the inputs that do not fail, in the order asked for', async () => {
  const [cell] = cells;
  const ids = idsOf(cell).slice(0, 5).reverse();
  const views = await ask(cell, ids);
  const whole = await engine.request('data.samples', { dataset: 'tiny', ids, split: 'test', limit: 0 });
  expect(views).toEqual(
    whole.map((view) => ({ ...view, values: { ...view.values, text: { kind: 'text', words: [] } } })),
  );
});

describe('refuses', () => {
  it.each([
    ['a level that is not there', { levelIndex: 2 }, 'levelIndex', 'is 2; the degradation has 1 level.'],
    [
      'a modality that the data do not have',
      { degradation: { name: 'missing', modalities: ['sound'] } },
      'degradation.modalities',
      'names "sound", which is not a modality of "tiny".',
    ],
  ])('%s', async (_, changed, where, message) => {
    await expect(ask(cells[0], idsOf(cells[0]), changed)).rejects.toMatchObject({ code: 'invalid', where, message });
  });

  it('a sample that is not there', async () => {
    await expect(ask(cells[0], ['nobody'])).rejects.toMatchObject({ code: 'not-found' });
  });
});
