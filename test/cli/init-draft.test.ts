import { expect, it } from 'vitest';
import { draftOf } from '../../src/cli/commands/study/init-draft';
import type { EngineSession } from '../../src/cli/session';
import { importedRecipe } from '../../src/shared/recipe/recipe';
import { ModelSpec } from '../../src/shared/models/model-spec';

/** A model made elsewhere. @param hash of the data that it was imported for */
const made = (id: string, dataset: string, hash: string) => ({
  id: id.repeat(64),
  title: `Model ${id}`,
  datasetHash: hash,
  spec: ModelSpec.parse({ dataset, recipe: importedRecipe(id.repeat(64), ['image']) }),
  imported: { gives: ['labels', 'scores'], embedded: [], worded: [] },
});

const answers: Readonly<Record<string, unknown>> = {
  'models.list': [made('a', 'memes', 'now'), made('b', 'food', 'now'), made('c', 'memes', 'then')],
  'models.names': [],
  'data.list': [
    { name: 'memes', hash: 'now', modalities: { image: { kind: 'image' } }, splits: { test: 9 } },
    { name: 'food', hash: 'now', modalities: { image: { kind: 'image' } }, splits: { test: 9 } },
  ],
};
const session = { request: (name: string) => Promise.resolve(answers[name]) } as unknown as EngineSession;
const draft = (...model: readonly string[]) => draftOf(session, { data: 'caption-match', model, samples: 200 });

it('plans models of the data that they are of', async () => {
  expect(await draft('Model a')).toMatchObject({ data: { dataset: 'memes' }, subjects: [{ name: 'Model a' }] });
});

it('says which models are not of one data set', async () => {
  await expect(draft('Model a', 'Model b')).rejects.toThrow(
    '"Model a" is of the data set "memes", "Model b" of "food".',
  );
});

it('says which model is of data as they were', async () => {
  await expect(draft('Model a', 'Model c')).rejects.toThrow('"Model c" is of "memes" as it was before it changed.');
});
