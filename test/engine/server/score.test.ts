/** How a trained model answers its test split. */
import { rm } from 'node:fs/promises';
import { expect, it, onTestFinished } from 'vitest';
import { openDataset } from '../../../src/engine/data/open';
import { layout } from '../../../src/engine/lab/layout';
import { startEngine } from '../../../src/host/engine-client';
import { answerOf, crossEntropyOf, referenceModel } from '../../support/reference-model';
import { tinyLab } from '../../support/tiny-lab';
import { tinySpec } from '../../support/tiny-model';
import { writeTinyDataset } from '../../support/tiny-study';

it('counts every sample of the test split by class and answer, as another implementation of the kernels does', async () => {
  const lab = await tinyLab();
  const engine = await startEngine({ lab, devices: ['wasm'], workers: 1 });
  onTestFinished(() => engine.close());
  const { id, test } = await engine.request('models.train', { spec: tinySpec });
  const score = await engine.request('models.score', { model: id });

  const dataset = await openDataset(layout.dataset(lab, 'tiny'));
  const samples = dataset.rowsOf('test').map((row) => dataset.sample(row));
  const reference = await referenceModel(lab, id);
  const logits = reference(samples.map(({ inputs }) => inputs));
  const count = (label: number, answer: number): number =>
    samples.filter((sample, index) => sample.label === label && answerOf(logits[index]) === answer).length;
  expect(score.confusion).toEqual([0, 1].map((label) => [0, 1].map((answer) => count(label, answer))));
  const losses = samples.map(({ label }, index) => crossEntropyOf(logits[index], label));
  expect(score.crossEntropy).toBeCloseTo(losses.reduce((sum, loss) => sum + loss, 0) / losses.length, 4);
  // What training wrote down of the same split.
  expect(score.confusion[0][0] + score.confusion[1][1]).toBe(test.correct);
  expect(score.confusion.flat().reduce((sum, cell) => sum + cell, 0)).toBe(test.count);

  // The start of an id names a model too.
  expect(await engine.request('models.score', { model: id.slice(0, 8) })).toEqual(score);
});

it('refuses a model that is not there, and one whose data is gone or was replaced', async () => {
  const lab = await tinyLab();
  const engine = await startEngine({ lab, devices: ['wasm'], workers: 1 });
  onTestFinished(() => engine.close());
  await expect(engine.request('models.score', { model: 'ffff' })).rejects.toMatchObject({
    code: 'not-found',
    where: 'model',
    message: 'There is no model "ffff" in this lab folder.',
  });

  const { id, title } = await engine.request('models.train', { spec: tinySpec });
  await rm(layout.dataset(lab, 'tiny'), { recursive: true });
  await expect(engine.request('models.score', { model: id })).rejects.toMatchObject({ code: 'not-found' });
  await writeTinyDataset(lab, 'tiny', 133);
  await expect(engine.request('models.score', { model: id })).rejects.toMatchObject({
    code: 'conflict',
    where: `model ${title}`,
    remedy: 'Train the model again on the new data.',
  });
});
