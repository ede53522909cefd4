import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, expect, it } from 'vitest';
import { ImportForm } from '../../../src/renderer/datasets/ImportForm';
import { ConnectionProvider } from '../../../src/renderer/lab/connection';
import { texts } from '../../../src/renderer/texts/catalogue';
import { LabError } from '../../../src/shared/errors';
import { parse } from '../../../src/shared/parse';
import { requests } from '../../../src/shared/protocol';
import { syntheticRun } from '../../analysis/synthetic-run';
import { fakeConnection, fakeLab, type Answers } from '../fake-lab';

afterEach(cleanup);

const words = texts.datasets.import;
const { dataset: manifest } = syntheticRun({ count: 20 });

function page(answers: Answers): ReactNode {
  return (
    <MantineProvider>
      <ConnectionProvider connection={fakeConnection(fakeLab(answers))}>
        <ImportForm onImported={() => undefined} />
      </ConnectionProvider>
    </MantineProvider>
  );
}

function importFrom(folder: string): void {
  fireEvent.change(screen.getByLabelText(words.folder), { target: { value: folder } });
  act(() => {
    screen.getByRole('button', { name: words.start }).click();
  });
}

it('says what was found by split, class and input, and every line left out by file and line', async () => {
  render(
    page({
      'data.import': ({ name }) => ({
        dataset: name,
        hash: 'f'.repeat(64),
        imported: 9,
        remarks: ['A fifth tests.'],
        skipped: [
          { file: 'train.jsonl', row: 1204, reason: 'The text is empty.' },
          { file: 'dev.jsonl', row: null, reason: 'The file cannot be read.' },
        ],
      }),
      'data.show': ({ dataset }) => ({
        ...manifest,
        name: dataset,
        classes: ['kind', 'unkind'],
        splits: { train: 5, validation: 1, test: 3 },
      }),
      'data.balance': () => ({ train: [4, 1], validation: [1, 0], test: [2, 1] }),
    }),
  );
  importFrom('/data');
  const report = await screen.findByText(words.found.classes);
  const shown = report.closest('[role="status"]')!.textContent;
  expect(shown).toContain('kind 7 and unkind 2');
  expect(shown).toContain('Training 5, Validation 1 and Test 3');
  expect(shown).toContain(`${words.line('train.jsonl', '1,204')}: The text is empty.`);
  expect(shown).toContain('dev.jsonl: The file cannot be read.');
  expect(shown).toContain('A fifth tests.');
});

it('what is wrong with a field stands at it, in words without its key; what is wrong with the folder in a notice', async () => {
  const faults = {
    '/fields': () => parse(requests['data.import'].params, { directory: '/', name: 'No!', title: '' }, ''),
    '/taken': () => {
      throw new LabError('conflict', 'There is a data set "x" already.', { where: 'name', remedy: 'Give another.' });
    },
    '/none': () => {
      throw new LabError('not-found', 'There is no such folder.', { where: '/none', remedy: 'Give another.' });
    },
  };
  render(
    page({
      'data.import': ({ directory }) => {
        faults[directory as keyof typeof faults]();
        throw new Error('unreached');
      },
    }),
  );
  importFrom('/taken');
  await expect.poll(() => screen.getByLabelText(words.name).getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByText('There is a data set "x" already. Give another.')).toBeDefined();
  expect(screen.queryByRole('alert')).toBeNull();
  importFrom('/none');
  expect((await screen.findByRole('alert')).textContent).toContain('/none: There is no such folder.');
  importFrom('/fields');
  // Some of these have no field on the form: all are told.
  await expect.poll(() => screen.getByRole('alert').textContent).toContain('imageSide');
});

it('a side that is none, or out of range, is said at its field, and nothing can be imported meanwhile', () => {
  render(page({}));
  fireEvent.change(screen.getByLabelText(words.folder), { target: { value: '/data' } });
  const side = screen.getByLabelText<HTMLInputElement>(words.side);
  const start = screen.getByRole<HTMLButtonElement>('button', { name: words.start });
  expect(start.disabled).toBe(false);
  for (const typed of ['', '-', '4', '8.5', '1e3']) {
    fireEvent.change(side, { target: { value: typed } });
    expect([typed, side.value, side.getAttribute('aria-invalid'), start.disabled]).toEqual([
      typed,
      typed,
      'true',
      true,
    ]);
  }
  fireEvent.change(side, { target: { value: '1.28e2' } });
  expect(side.getAttribute('aria-invalid')).not.toBe('true');
  expect(start.disabled).toBe(false);
});

it.each(['electron', 'browser'] as const)('offers to choose a folder where there is a dialog: %s', async (kind) => {
  render(page({ 'host.describe': () => ({ kind, appVersion: '1.0.0', lab: '/lab', versions: {}, printer: null }) }));
  await screen.findByText(kind === 'electron' ? texts.ui.path.choose : texts.ui.path.typed);
  expect(screen.queryAllByRole('button', { name: texts.ui.path.choose })).toHaveLength(kind === 'electron' ? 1 : 0);
});

it('a table asks for no meaning of labels and no side, and is imported as a table', async () => {
  const asked: unknown[] = [];
  render(
    page({
      'data.import': (params) => {
        asked.push(params);
        throw new LabError('invalid', 'is empty.', { where: 'data.csv', remedy: 'Fill it.' });
      },
    }),
  );
  fireEvent.click(screen.getByRole('radio', { name: words.layouts.table.name }));
  expect(screen.queryByLabelText(words.class0)).toBeNull();
  expect(screen.queryByLabelText(words.side)).toBeNull();
  screen.getByText(words.layouts.table.lead);
  importFrom('/data');
  await expect.poll(() => asked).toMatchObject([{ format: 'table', name: 'table', directory: '/data' }]);
});

it('pixels are imported with classes as they are named, and without where none are', async () => {
  const asked: unknown[] = [];
  render(
    page({
      'data.import': (params) => {
        asked.push(params);
        throw new LabError('invalid', 'is empty.', { where: 'data.csv', remedy: 'Fill it.' });
      },
    }),
  );
  fireEvent.click(screen.getByRole('radio', { name: words.layouts['pixel-maps'].name }));
  expect(screen.queryByLabelText(words.class0)).toBeNull();
  importFrom('/data');
  await expect.poll(() => asked.length).toBe(1);
  expect(asked[0]).not.toHaveProperty('pixelClasses');
  fireEvent.change(screen.getByLabelText(words.pixelClasses), { target: { value: 'road, car ,person,' } });
  importFrom('/data');
  await expect.poll(() => asked).toHaveLength(2);
  expect(asked[1]).toMatchObject({ format: 'pixel-maps', imageSide: 64, pixelClasses: ['road', 'car', 'person'] });
});

it('roads have a height of their own, usually less than the side of squares, and no classes to name', async () => {
  const asked: unknown[] = [];
  render(
    page({
      'data.import': (params) => {
        asked.push(params);
        throw new LabError('invalid', 'has no folder.', { where: '/data', remedy: 'Give another.' });
      },
    }),
  );
  fireEvent.click(screen.getByRole('radio', { name: words.layouts['kitti-road'].name }));
  expect(screen.queryByLabelText(words.class0)).toBeNull();
  expect(screen.queryByLabelText(words.pixelClasses)).toBeNull();
  expect(screen.queryByLabelText(words.side)).toBeNull();
  importFrom('/data');
  await expect.poll(() => asked).toMatchObject([{ format: 'kitti-road', name: 'kitti-road', imageSide: 32 }]);
  fireEvent.change(screen.getByLabelText(words.height), { target: { value: '96' } });
  importFrom('/data');
  await expect.poll(() => asked).toHaveLength(2);
  expect(asked[1]).toMatchObject({ imageSide: 96 });
  fireEvent.click(screen.getByRole('radio', { name: words.layouts['pixel-maps'].name }));
  expect(screen.getByLabelText<HTMLInputElement>(words.side).value).toBe('64');
});
