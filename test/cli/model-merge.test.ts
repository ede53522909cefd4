import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { layout, modelFiles } from '../../src/engine/lab/layout';
import { listModels } from '../../src/engine/lab/models';
import { temporaryFolder } from '../support/temporary-folder';
import { tinyLab } from '../support/tiny-lab';
import { askCli } from './ask-cli';

test('adapters are merged into a file; beside weights that were changed they are not, and a script is told', async () => {
  const folder = await temporaryFolder();
  const lab = await tinyLab(path.join(folder, 'muroan-lab'));
  const trained = await askCli(
    ['model', 'train', '--data', 'tiny', '--device', 'wasm', '--fusion', 'late'].concat(
      ['fusion.together=sum', 'head.name=linear'].flatMap((field) => ['--set', `recipe.${field}`]),
      ['method=adapters', 'epochs=1', 'adapting.epochs=1'].flatMap((field) => ['--set', `training.${field}`]),
    ),
    folder,
  );
  expect(trained).toMatchObject({ code: 0 });
  const { id } = (
    await listModels(lab, (error) => {
      throw error;
    })
  ).find(({ adapters }) => adapters !== undefined)!;
  const weights = modelFiles.weights(layout.model(lab, id));
  const merge = (out: string, ...more: readonly string[]) =>
    askCli(['model', 'merge', id, '--out', out, ...more], folder);

  const same = await merge('same.safetensors');
  expect(same.code).toBe(0);
  expect(same.out).toContain('give the weights of the model, to the bit.');
  const bytes = readFileSync(weights);
  expect(readFileSync(path.join(folder, 'same.safetensors'))).toEqual(bytes);

  writeFileSync(path.join(folder, 'mine.safetensors'), 'mine');
  const kept = await merge('mine.safetensors');
  expect(kept.code).toBe(2);
  expect(kept.err).toContain('mine.safetensors: is there already. Give another name, or --force to write over it.');
  expect(readFileSync(path.join(folder, 'mine.safetensors'), 'utf8')).toBe('mine');
  expect(await merge('mine.safetensors', '--force')).toMatchObject({ code: 0 });
  expect(readFileSync(path.join(folder, 'mine.safetensors'))).toEqual(bytes);

  const changed = Uint8Array.from(bytes);
  changed[changed.length - 1] ^= 1;
  writeFileSync(weights, changed);
  const other = await merge('other.safetensors');
  expect(other.code).toBe(5);
  expect(other.out).toContain('weights.safetensors was changed. Nothing was written.');
  expect(other.out).not.toContain('Written');
  expect(existsSync(path.join(folder, 'other.safetensors'))).toBe(false);
});
