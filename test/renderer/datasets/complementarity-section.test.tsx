import { MantineProvider } from '@mantine/core';
import { cleanup, configure, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { Complementarity } from '../../../src/renderer/datasets/Complementarity';
import { ConnectionProvider } from '../../../src/renderer/lab/connection';
import { texts } from '../../../src/renderer/texts/catalogue';
import type { DatasetManifest } from '../../../src/shared/data/dataset';
import { importedRecipe } from '../../../src/shared/recipe/recipe';
import { syntheticRun } from '../../analysis/synthetic-run';
import { fakeConnection, fakeLab } from '../fake-lab';

configure({ asyncUtilTimeout: 20_000 });
afterEach(cleanup);

it('a data set that only an imported model answers has no model yet that tells its modalities apart', async () => {
  const { models } = syntheticRun({ count: 20 });
  const [one] = models.filter(({ spec }) => Object.keys(spec.recipe.encoders).length > 1);
  const made = { ...one, spec: { ...one.spec, recipe: importedRecipe(one.id, Object.keys(one.modalities)) } };
  const manifest = { name: made.spec.dataset, hash: made.datasetHash, modalities: made.modalities } as DatasetManifest;
  render(
    <MantineProvider>
      <ConnectionProvider connection={fakeConnection(fakeLab({ 'models.list': () => [made] }))}>
        <Complementarity manifest={manifest} />
      </ConnectionProvider>
    </MantineProvider>,
  );
  expect(await screen.findByText(texts.datasets.complementarity.none.title)).toBeTruthy();
});
