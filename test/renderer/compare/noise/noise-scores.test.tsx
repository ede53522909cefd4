// @vitest-environment happy-dom
import '../../workspace/databases';
import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { referenceOf } from '../../../../src/renderer/compare/noise/given-curves';
import { NoiseScores } from '../../../../src/renderer/compare/noise/NoiseScores';
import { texts } from '../../../../src/renderer/texts/catalogue';

const words = texts.compare.noise;
const saved = vi.hoisted(() => [] as File[]);
vi.mock('../../../../src/renderer/saving/save-file', () => ({
  saveFile: (file: File) => saved.push(file),
  chooseFile: () =>
    Promise.resolve(
      new File(['{"push": {"EF": [3, 2], "mine": [1, "x"]}}'], 'opened.json', { type: 'application/json' }),
    ),
}));

// The document of the tests has no layout; the part that scrolls is 600 pixels high.
beforeAll(() => {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1400);
});
afterEach(cleanup);

const paste = (text: string): void => {
  render(
    <MantineProvider>
      <NoiseScores />
    </MantineProvider>,
  );
  fireEvent.change(screen.getByLabelText(words.curves), { target: { value: text } });
};

it('scores curves that are pasted, and saves the scores', async () => {
  paste('{"sentiment": {"mine": [0.9, 0.5], "LF": [0.8, 0.6]}}');
  const grid = within(screen.getByRole('grid'));
  // E = (0.5 − (0.6 + 0.1)) = −0.2, half of it per level.
  expect(grid.getByText('−0.200')).toBeTruthy();
  expect(grid.getByText('−0.100')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: words.saveCsv }));
  fireEvent.click(screen.getByRole('button', { name: words.saveJson }));
  expect(saved.map(({ name }) => name)).toEqual(['noise-scores.csv', 'noise-scores.json']);
  expect((await saved[0].text()).split('\r\n')).toHaveLength(4);
  expect(JSON.parse(await saved[1].text())).toHaveProperty('sentiment.mine.effective', expect.closeTo(-0.2, 12));
});

it('says what is wrong with them, and where', async () => {
  paste('{"sentiment": {"LF": [0.8]}}');
  expect(screen.getByRole('alert').textContent).toContain('curves.sentiment.LF: is [0.8]. Give at least 2 entries.');
  expect(screen.queryByRole('grid')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: words.open }));
  expect(await screen.findByText(/opened\.json\.push\.mine\[1\]: is "x"\. Give a number\./u)).toBeTruthy();
});

it('takes the late fusion for the reference until another is chosen', () => {
  expect(referenceOf(['EF', 'late_fusion'], null)).toBe('late_fusion');
  expect(referenceOf(['EF', 'LF'], 'EF')).toBe('EF');
  expect(referenceOf(['a', 'b'], 'gone')).toBe('a');
});
