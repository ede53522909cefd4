// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { Answer } from '../../../../src/renderer/certificates/crmt/Answer';
import { Form } from '../../../../src/renderer/certificates/crmt/Form';
import { asked, firstDraft, type ScoresDraft } from '../../../../src/renderer/certificates/crmt/question';
import { texts } from '../../../../src/renderer/texts/catalogue';

afterEach(cleanup);

const words = texts.certificates.scores;
const show = (draft: ScoresDraft): void => {
  render(<Answer question={asked(draft).question!} />, { wrapper: MantineProvider });
};
const cellsOf = (name: string): readonly (string | null)[] =>
  [...screen.getByRole('rowheader', { name }).parentElement!.querySelectorAll('td')].map((cell) => cell.textContent);

it('says the joint radius, that of each input, the runner-up, and that it may be an estimate', () => {
  show(firstDraft);
  expect(cellsOf(words.runnerUp)).toEqual(['class 1']);
  expect(cellsOf(words.leadTitle)).toEqual([words.leadIs('2.5', '1')]);
  expect(cellsOf(words.joint)).toEqual([words.towards('2.66', '1')]);
  expect(cellsOf('image')).toEqual(['1.5', '0.85', words.towards('2.94', '1')]);
  expect(cellsOf('text')).toEqual(['1', '0.4', words.towards('6', '2')]);
  expect(screen.getByText(words.estimate)).toBeTruthy();
  expect(screen.queryByRole('rowheader', { name: words.kept })).toBeNull();
});

it('says where the class does not lead, where an input counts for nothing, and what is kept', () => {
  show({ ...firstDraft, label: 1 });
  expect(cellsOf(words.joint)).toEqual([words.none]);
  cleanup();
  const [image, text] = firstDraft.modalities;
  show({
    ...firstDraft,
    modalities: [
      { ...image, size: 1 },
      { ...text, weights: [0, 0, 0] },
    ],
  });
  expect(cellsOf('text')[2]).toBe(words.any);
  expect(cellsOf(words.kept)).toEqual([words.keptYes]);
});

it('has a field for every number, told apart by name, with what is wrong at it', () => {
  const draft = { ...firstDraft, biases: [0, '?', 0] };
  render(<Form draft={draft} problems={asked(draft).problems} onChange={vi.fn()} />, { wrapper: MantineProvider });
  expect(screen.getAllByRole('textbox', { name: /^(Score|Weight|Slope|Bias) of / })).toHaveLength(21);
  const bias = screen.getByRole('textbox', { name: words.cell(words.bias, words.biases, '1') });
  expect(bias.getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByRole('textbox', { name: words.cell(words.rows.slopes, 'image', '2') })).toHaveProperty(
    'value',
    '0.7',
  );
});
