import path from 'node:path';
import { expect, it } from 'vitest';
import { archivedNames, folderOf, placeOf, runOf } from '../../../src/engine/archive/places';
import { importedFiles } from '../../../src/engine/files/imported-files';
import { layout, modelFiles, weightsFiles } from '../../../src/engine/lab/layout';
import { ArchivedName } from '../../../src/shared/runs/archived-file';

it('weights and adapters of a model lie side by side again', () => {
  const model = '0123456789abcdef'.repeat(4);
  const folder = layout.model('/lab', model);
  const [weights, adapters] = [archivedNames.weights(model), archivedNames.adapters(model)];
  expect(placeOf('/lab', weights)).toBe(modelFiles.weights(folder));
  expect(placeOf('/lab', adapters)).toBe(modelFiles.adapters(folder));
  for (const name of [weights, adapters]) {
    expect(ArchivedName.parse(name)).toBe(name);
    expect(runOf(name)).toBeNull();
  }
  expect(ArchivedName.safeParse('adapters/../0123456789ab.safetensors').success).toBe(false);
});

it('files of models made elsewhere and of pretrained weights lie in their folders, vocabularies apart until they are named', () => {
  const id = '0123456789abcdef'.repeat(4);
  const [model, weights] = [layout.model('/lab', id), layout.weightsOf('/lab', id)];
  const places = new Map([
    [archivedNames.kept(id, 'onnx'), importedFiles.graph(model)],
    [archivedNames.kept(id, 'tfjs'), importedFiles.tfjs(model)],
    [archivedNames.vocabulary(id, id), path.join(importedFiles.arrived(model), id)],
    [archivedNames.pretrained(id), weightsFiles.description(weights)],
    [archivedNames.tensors(id), weightsFiles.tensors(weights)],
  ]);
  for (const [name, place] of places) {
    expect(ArchivedName.parse(name)).toBe(name);
    expect(runOf(name)).toBeNull();
    expect(placeOf('/lab', name)).toBe(place);
    expect(folderOf('/lab', name)).toBe(name.startsWith('pretrained/') ? weights : model);
  }
  const short = '0123456789ab';
  for (const bad of [`imported/${short}/model.json`, `imported/${short}/files/words.txt`, `pretrained/${short}/..`]) {
    expect(ArchivedName.safeParse(bad).success, bad).toBe(false);
  }
});
