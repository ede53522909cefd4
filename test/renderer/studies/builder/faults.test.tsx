import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { useState, type ReactNode } from 'react';
import { afterEach, expect, test } from 'vitest';
import { PlanDraft } from '../../../../src/renderer/plans/plan-draft';
import { AttacksSection } from '../../../../src/renderer/studies/builder/AttacksSection';
import { ProblemList } from '../../../../src/renderer/parts/ProblemList';
import { SeedsSection } from '../../../../src/renderer/studies/builder/SeedsSection';
import { SoughtProvider } from '../../../../src/renderer/parts/sought';
import { SubjectsSection } from '../../../../src/renderer/studies/builder/SubjectsSection';
import { placeText } from '../../../../src/renderer/studies/problems';
import { texts } from '../../../../src/renderer/texts/catalogue';
import type { DatasetManifest } from '../../../../src/shared/data/dataset';
import { planText } from '../../../../src/shared/plan/plan-file';
import { demoPlans } from '../../../../src/shared/planning/demo-plans';
import type { Problem } from '../../../../src/shared/problem';

afterEach(cleanup);

const manifest: DatasetManifest = {
  ...{ format: 'muroan.dataset', formatVersion: 1, name: 'caption-match', title: 'Caption match', task: '' },
  ...{ preparation: { name: 'a', version: 1, seed: 0 }, licences: [], classes: ['no', 'yes'], count: 20 },
  modalities: {
    image: { kind: 'image', height: 28, width: 28, channels: 1, mean: [0], std: [1] },
    text: { kind: 'text', maxWords: 12 },
  },
  ...{ splits: { train: 10, validation: 5, test: 5 }, unit: 'garment', columns: {}, oracle: null, hash: 'h' },
};
/** As its author would write it. */
const initial = PlanDraft.parse(JSON.parse(planText(demoPlans('quick')[0])));

const gradient = initial.attacks.findIndex(({ name }) => name === 'pgd');

function Form({ problems }: { readonly problems: readonly Problem[] }): ReactNode {
  const [plan, edit] = useState(initial);
  const editor = { plan, edit, takeAway: edit };
  return (
    <MantineProvider>
      <SoughtProvider>
        <SubjectsSection editor={editor} problems={problems} manifest={manifest} models={[]} />
        <AttacksSection editor={editor} problems={problems} manifest={manifest} models={[]} />
        <SeedsSection editor={editor} problems={problems} />
        <section aria-label="list">
          <ProblemList problems={problems} placeText={placeText} />
        </section>
      </SoughtProvider>
    </MantineProvider>
  );
}

const folded = (): readonly (string | null)[] =>
  screen
    .getAllByRole('heading', { level: 3 })
    .map((title) => title.querySelector('button')?.getAttribute('aria-expanded') ?? null);

test('attacks and models are a line each, with what is set otherwise than usual, until they are opened', () => {
  render(<Form problems={[]} />);
  expect(folded().every((open) => open === 'false')).toBe(true);
  expect(screen.queryByText(texts.builder.attacks.budgetsHint)).toBeNull();
  const pgd = screen.getAllByRole('heading', { level: 3 }).find((title) => title.textContent.includes('PGD'))!;
  expect(pgd.parentElement?.textContent).toMatch(/image \d+\/255; image \d+\/255/u);
  fireEvent.click(within(pgd).getByRole('button'));
  expect(screen.getByText(texts.builder.attacks.budgetsHint)).toBeDefined();
});

test.each([
  [`plan.attacks[${String(gradient)}].steps`, 'is 0. Give a number of at least 1.'],
  ['plan.subjects[0].training.epochs', 'is 0. Give a number of at least 1.'],
  ['plan.seeds[1]', 'is 3 a second time. Give each training seed once.'],
])('%s: the entry says what the field says, and leads to it', (where, text) => {
  const others = [{ where: 'plan.subjects[1].name', text: 'is missing. Give a string.' }];
  render(<Form problems={[...others, { where, text }]} />);
  // Its field is shown at once, however deep it lies, and says the same.
  const list = screen.getByRole('region', { name: 'list' });
  const [own, ...more] = screen.getAllByText(text, { exact: false }).filter((said) => !list.contains(said));
  expect(more).toEqual([]);
  expect(own.textContent).toBe(text);
  fireEvent.click(within(list).getAllByRole('button')[1]);
  const focused = document.activeElement as HTMLElement;
  expect(focused.tagName).toBe('INPUT');
  expect(focused.getAttribute('aria-describedby')?.split(' ')).toContain(own.id);
});

test('an entry opens what was folded by hand', () => {
  render(<Form problems={[{ where: 'plan.attacks[0].modalities', text: 'is []. Give at least 1 entry.' }]} />);
  const [toggle] = screen.getAllByRole('button', { expanded: true });
  fireEvent.click(toggle);
  expect(toggle.getAttribute('aria-expanded')).toBe('false');
  fireEvent.click(within(screen.getByRole('region', { name: 'list' })).getByRole('button'));
  expect(toggle.getAttribute('aria-expanded')).toBe('true');
  expect((document.activeElement as HTMLInputElement).type).toBe('checkbox');
});

test('what is added shows its fields', () => {
  render(<Form problems={[]} />);
  fireEvent.click(screen.getAllByRole('button', { name: /^Duplicate attack/u })[0]);
  expect(folded().filter((open) => open === 'true')).toHaveLength(1);
});

test('what is open stays open, and what is added opens, when others are removed', () => {
  render(<Form problems={[]} />);
  const attacks = (): readonly HTMLElement[] =>
    screen.getAllByRole('heading', { level: 3 }).filter((title) => within(title).queryByRole('button') !== null);
  const isOpen = (title: HTMLElement): boolean =>
    within(title).getByRole('button').getAttribute('aria-expanded') === 'true';
  const before = attacks().length;
  const second = initial.subjects.length + 1;
  fireEvent.click(within(attacks()[second]).getByRole('button'));
  fireEvent.click(screen.getAllByRole('button', { name: /^Remove attack/u })[0]);
  expect(attacks()).toHaveLength(before - 1);
  expect(attacks().map(isOpen).indexOf(true)).toBe(second - 1);
  expect(attacks().filter(isOpen)).toHaveLength(1);
  fireEvent.click(screen.getAllByRole('button', { name: /^Duplicate attack/u })[0]);
  expect(attacks().map(isOpen).lastIndexOf(true)).toBe(before - 1);
  // Whoever added it is led to it.
  expect(document.activeElement).toBe(within(attacks()[before - 1]).getByRole('button'));
});
