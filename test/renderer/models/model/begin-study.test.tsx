import { MantineProvider } from '@mantine/core';
import { cleanup, configure, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { ConnectionProvider } from '../../../../src/renderer/lab/connection';
import { LabStateProvider } from '../../../../src/renderer/lab/lab-state';
import { BeginStudy } from '../../../../src/renderer/models/model/BeginStudy';
import { texts } from '../../../../src/renderer/texts/catalogue';
import { WorkspaceProvider } from '../../../../src/renderer/workspace/context';
import type { DatasetManifest } from '../../../../src/shared/data/dataset';
import type { ModelDescription } from '../../../../src/shared/models/model-description';
import { parsePlan } from '../../../../src/shared/plan/plan-file';
import { importedPlan } from '../../../../src/shared/planning/imported-plan';
import { importedRecipe } from '../../../../src/shared/recipe/recipe';
import { fakeConnection, fakeLab } from '../../fake-lab';
import { newDatabase } from '../../workspace/databases';

configure({ asyncUtilTimeout: 20_000 });
afterEach(() => {
  cleanup();
  window.location.hash = '';
});

const model = {
  title: 'Day 1',
  modalities: { image: { kind: 'image', height: 8, width: 8, channels: 3, mean: [0, 0, 0], std: [1, 1, 1] } },
  spec: { dataset: 'memes', recipe: importedRecipe('a'.repeat(64), ['image']) },
  imported: { gives: ['labels', 'scores'], embedded: [], worded: [] },
} as unknown as ModelDescription;

it('opens the builder with a study of the model, ready to be run', async () => {
  const database = newDatabase();
  const lab = fakeLab({
    'engine.hello': () => ({ appVersion: '1', pid: 1, lab: '/lab', labId: database.name.replace(/^muroan\./u, '') }),
    'workspace.read': () => null,
    'workspace.write': () => ({ revision: 1 }),
    'data.show': () => ({ splits: { train: 1, validation: 1, test: 30 } }) as unknown as DatasetManifest,
  });
  render(
    <MantineProvider>
      <ConnectionProvider connection={fakeConnection(lab)}>
        <LabStateProvider>
          <WorkspaceProvider>
            <BeginStudy model={model} />
          </WorkspaceProvider>
        </LabStateProvider>
      </ConnectionProvider>
    </MantineProvider>,
  );
  await expect
    .poll(
      async () => {
        // Nothing is kept before the workspace is open.
        fireEvent.click(screen.getByRole('button', { name: texts.modelImport.card.study }));
        return database.drafts.count();
      },
      { timeout: 20_000 },
    )
    .toBeGreaterThan(0);
  const [draft] = await database.drafts.toArray();
  await expect.poll(() => window.location.hash).toMatch(/^#\/studies\//u);
  expect(parsePlan(draft.content, 'plan')).toEqual(importedPlan(model, 30));
});
