import { MantineProvider } from '@mantine/core';
import { cleanup, configure, fireEvent, render, screen } from '@testing-library/react';
import { useState, type ReactNode } from 'react';
import { afterEach, expect, test } from 'vitest';
import { SoughtProvider } from '../../../../src/renderer/parts/sought';
import { PlanDraft } from '../../../../src/renderer/plans/plan-draft';
import { AttacksSection } from '../../../../src/renderer/studies/builder/AttacksSection';
import { SubjectsSection } from '../../../../src/renderer/studies/builder/SubjectsSection';
import { texts } from '../../../../src/renderer/texts/catalogue';
import type { DatasetManifest } from '../../../../src/shared/data/dataset';
import type { ModelDescription } from '../../../../src/shared/models/model-description';
import { planText } from '../../../../src/shared/plan/plan-file';
import { demoPlans } from '../../../../src/shared/planning/demo-plans';
import { importedRecipe } from '../../../../src/shared/recipe/recipe';

configure({ asyncUtilTimeout: 20_000 });
afterEach(cleanup);

const words = texts.builder.subjects;
const id = 'a'.repeat(64);
const manifest = {
  hash: 'h',
  modalities: {
    image: { kind: 'image', height: 28, width: 28, channels: 1, mean: [0], std: [1] },
    text: { kind: 'text', maxWords: 12 },
  },
} as unknown as DatasetManifest;
const made = (over: Partial<ModelDescription>) =>
  ({
    ...{ id, title: 'Day 1', datasetHash: 'h', modalities: manifest.modalities },
    spec: { recipe: importedRecipe(id, ['image']) },
    imported: { gives: ['labels', 'scores'], embedded: [], worded: [] },
    ...over,
  }) as unknown as ModelDescription;
const elsewhere = [made({ id: 'b'.repeat(64), title: 'Of other data', datasetHash: 'other' })];

let now: PlanDraft;

function Section({ models }: { readonly models: readonly ModelDescription[] }): ReactNode {
  const [plan, edit] = useState(() => PlanDraft.parse(JSON.parse(planText(demoPlans('quick')[0]))));
  now = plan;
  return (
    <MantineProvider env="test">
      <SoughtProvider>
        <SubjectsSection editor={{ plan, edit, takeAway: edit }} problems={[]} manifest={manifest} models={models} />
        <AttacksSection editor={{ plan, edit, takeAway: edit }} problems={[]} manifest={manifest} models={models} />
      </SoughtProvider>
    </MantineProvider>
  );
}

test('a model that was made elsewhere for these data is added as it is, once, and shows what it reads and gives', async () => {
  render(<Section models={[made({}), ...elsewhere]} />);
  const before = now.subjects.length;
  fireEvent.click(screen.getByRole('button', { name: words.add }));
  expect(screen.queryByText('Of other data')).toBeNull();
  expect(await screen.findByText(words.imported.meaning('image', 'labels and scores'))).toBeDefined();
  fireEvent.click(screen.getByText('Day 1'));
  expect(now.subjects).toHaveLength(before + 1);
  expect(now.subjects.at(-1)).toEqual({ name: 'Day 1', recipe: importedRecipe(id, ['image']), training: {} });
  // What it is, and nothing to set but its name.
  expect(screen.getByText(words.imported.lead)).toBeDefined();
  expect(screen.getByText('labels and scores')).toBeDefined();
  expect(screen.queryByRole('button', { name: words.copy('Day 1') })).toBeNull();
  expect(screen.queryByRole('button', { name: words.moreOf('Day 1') })).toBeNull();
  expect(screen.getByRole('link', { name: 'Day 1' }).getAttribute('href')).toBe(`#/models/${id}`);
  fireEvent.click(screen.getByRole('button', { name: words.add }));
  expect(await screen.findByText(words.imported.taken)).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: words.remove('Day 1') }));
  expect(now.subjects).toHaveLength(before);
});

test('attacks that it cannot be put to are not to be added, and say why; others are, on what it reads', async () => {
  render(<Section models={[made({})]} />);
  const attacks = texts.builder.attacks.add;
  const item = (name: RegExp): Promise<HTMLElement> => screen.findByRole('menuitem', { name });
  fireEvent.click(screen.getByRole('button', { name: attacks }));
  expect((await item(/^PGD/u)).getAttribute('data-disabled')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: attacks }));

  fireEvent.click(screen.getByRole('button', { name: words.add }));
  fireEvent.click(await screen.findByText('Day 1'));
  fireEvent.click(screen.getByRole('button', { name: attacks }));
  const [pgd, misspell] = [await item(/^PGD/u), await item(/^Misspelling/u)];
  expect(pgd.textContent).toContain('needs gradients, which an imported model does not give (“Day 1”)');
  expect(pgd.getAttribute('data-disabled')).toBe('true');
  expect(misspell.textContent).toContain('needs words to change, and the model reads no text (“Day 1”)');
  fireEvent.click(await item(/^Square/u));
  expect(now.attacks.at(-1)).toMatchObject({ name: 'square', budgets: [{ image: '4/255' }, {}, {}] });
  expect(now.attacks.filter(({ name }) => name === 'square')).toHaveLength(1);
});
