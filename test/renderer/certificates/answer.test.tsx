// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { Answer } from '../../../src/renderer/certificates/Answer';
import { asked, firstDraft, type CertificateDraft } from '../../../src/renderer/certificates/question';
import { texts } from '../../../src/renderer/texts/catalogue';

vi.mock('../../../src/renderer/charts/Chart', () => ({
  Chart: ({ chart }: { readonly chart: { readonly alt: string } }) => <p>{chart.alt}</p>,
}));
afterEach(cleanup);

const words = texts.certificates;
const show = (changes: Partial<CertificateDraft>): void => {
  render(<Answer question={asked({ ...firstDraft, ...changes }).question!} />, { wrapper: MantineProvider });
};
const factOf = (name: string): string | null | undefined =>
  screen.getByRole('rowheader', { name }).parentElement?.querySelector('td')?.textContent;

it('says what is certified at the radius, and how far the ray reaches', () => {
  show({});
  expect(factOf(words.winner)).toBe('class 0');
  expect(factOf(words.certified)).toBe(words.yes);
  expect(factOf(words.largest)).toMatch(/^\d+ of image, \d+ of text$/);
  expect(screen.getByText(/^Certified up to \d+ elements of image alone/)).toBeTruthy();
  expect(screen.queryByText(new RegExp(words.positions))).toBeNull();
});

it('says where the ensemble abstains, and draws nothing then', () => {
  show({ votes: '5, 5, 4' });
  expect(factOf(words.certified)).toBe(words.no);
  expect(screen.getByText(words.abstains)).toBeTruthy();
  expect(screen.queryByText(/^Certified up to/)).toBeNull();
});

it('has an exact p-value for two classes only, and tells what added elements ask of the model', () => {
  show({ votes: '980, 20', attack: 'add' });
  expect(Number(factOf(words.pValue)?.replace('−', '-'))).toBeLessThan(0.001);
  expect(screen.getByText(new RegExp(words.positions))).toBeTruthy();
});
