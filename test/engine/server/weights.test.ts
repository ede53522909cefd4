import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { expect, it, onTestFinished } from 'vitest';
import { layout, weightsFiles } from '../../../src/engine/lab/layout';
import { startEngine, type EngineClient } from '../../../src/host/engine-client';
import { hashOfBytes } from '../../../src/shared/identity';
import { fetchedEncoder } from '../../support/exported-model';
import { studiedOnce } from '../../support/studied-lab';

const studiedLab = studiedOnce();

async function opened(): Promise<{ readonly lab: string; readonly engine: EngineClient; readonly fused: string }> {
  const { lab } = await studiedLab();
  const engine = await startEngine({ lab, workers: 1 });
  onTestFinished(() => engine.close());
  const models = await engine.request('models.list', {});
  const fused = models.find(({ spec }) => Object.keys(spec.recipe.encoders).length === 2);
  if (fused === undefined) throw new Error('The study trained no model of two inputs.');
  return { lab, engine, fused: fused.id };
}

it('an encoder leaves one model, is kept by its hash, and another model that stays on it has the same', async () => {
  const { lab, engine, fused } = await opened();
  const { spec } = await engine.request('models.show', { model: fused });
  const { content, hash } = await fetchedEncoder(engine, fused, 'image');
  const added = await engine.request('weights.add', { file: 'image.safetensors', content });
  expect(added).toMatchObject({ hash, file: 'image.safetensors', converted: 0, renamed: 0 });
  expect(await engine.request('weights.add', { file: 'again.safetensors', content })).toEqual(added);
  expect(await engine.request('weights.list', {})).toEqual([added]);
  expect(hashOfBytes(await readFile(weightsFiles.tensors(layout.weightsOf(lab, hash))))).toBe(hash);

  const training = { ...spec.training, pretrained: { image: { weights: hash, encoder: 'frozen' as const } } };
  const frozen = await engine.request('models.train', { spec: { ...spec, training } });
  expect(frozen.pretrainedFrom).toEqual({ image: { weights: hash, file: 'image.safetensors' } });
  expect((await fetchedEncoder(engine, frozen.id, 'image')).hash).toBe(hash);
  expect((await fetchedEncoder(engine, frozen.id, 'text')).hash).not.toBe(hash);

  const { trash } = await engine.request('weights.remove', { weights: hash });
  expect(await engine.request('weights.list', {})).toEqual([]);
  await engine.request('trash.restore', { id: trash });
  expect(await engine.request('weights.list', {})).toEqual([added]);
});

it('a file that is not to be trusted changes nothing; weights that do not fit queue nothing', async () => {
  const { lab, engine, fused } = await opened();
  const { spec } = await engine.request('models.show', { model: fused });
  const { content } = await fetchedEncoder(engine, fused, 'text');
  const cut = Buffer.from(content, 'base64').subarray(0, -4).toString('base64');
  await expect(engine.request('weights.add', { file: 'cut', content: cut })).rejects.toMatchObject({ code: 'invalid' });
  for (const file of ['../lab.json', 'a/b', '..', 'a\\b']) {
    await expect(engine.request('weights.add', { file, content }), file).rejects.toMatchObject({ where: 'file' });
  }
  expect(existsSync(layout.weights(lab))).toBe(false);

  // The words' encoder is none of pictures.
  const { hash } = await engine.request('weights.add', { file: 'text.safetensors', content });
  const before = await readdir(layout.models(lab));
  const pretrained = { image: { weights: hash, encoder: 'frozen' as const } };
  const asked = engine.request('models.train', { spec: { ...spec, training: { ...spec.training, pretrained } } });
  await expect(asked).rejects.toMatchObject({ code: 'invalid', where: 'training.pretrained.image.weights' });
  expect(await readdir(layout.models(lab))).toEqual(before);
});
