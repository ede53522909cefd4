import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { MappedImport } from '../../../src/renderer/datasets/MappedImport';
import { ConnectionProvider } from '../../../src/renderer/lab/connection';
import { texts } from '../../../src/renderer/texts/catalogue';
import { LabError } from '../../../src/shared/errors';
import { ColumnMapping } from '../../../src/shared/mapping/mapping';
import { fakeConnection, fakeLab, type Answers } from '../fake-lab';

afterEach(cleanup);

const words = texts.datasets.mapped;
const shared = texts.datasets.import;
const mapping = ColumnMapping.parse({
  format: 'muroan.mapping',
  formatVersion: 1,
  source: { kind: 'files', parts: [{ files: ['a.csv'] }] },
  inputs: [{ kind: 'numbers', name: 'table', columns: ['x', 'y'] }],
  label: { kind: 'class', column: 'kind' },
  split: { kind: 'drawn' },
});
const columns = ['x', 'y', 'kind', 'note'].map((name) => ({
  name,
  use: name === 'kind' ? ('label' as const) : name === 'note' ? ('none' as const) : ('numbers' as const),
  reason: `Of ${name}.`,
  examples: ['1', '2'],
  ...(name === 'note' ? { addable: 'text' as const } : {}),
}));

function show(answers: Answers): void {
  render(
    <MantineProvider>
      <ConnectionProvider connection={fakeConnection(fakeLab(answers))}>
        <MappedImport onImported={() => undefined} />
      </ConnectionProvider>
    </MantineProvider>,
  );
  fireEvent.change(screen.getByLabelText(words.path), { target: { value: '/data/my birds' } });
  act(() => {
    screen.getByRole('button', { name: words.look }).click();
  });
}

it('a folder is looked at, its columns are used otherwise, and it is imported as the form then says', async () => {
  const looked: unknown[] = [];
  const imported: unknown[] = [];
  show({
    'data.inspect': (params) => {
      looked.push(params);
      return {
        ...{ layout: null, preset: null },
        reason: 'A list of samples.',
        source: mapping.source,
        columns,
        mapping: params.mapping === undefined ? mapping : ColumnMapping.parse(params.mapping),
        preview: null,
        problem: 'No preview here.',
      };
    },
    'data.importMapped': (params) => {
      imported.push(params);
      return { dataset: params.name, hash: 'f'.repeat(64), imported: 3, skipped: [] };
    },
  });
  const note = await screen.findByLabelText<HTMLSelectElement>(words.useOf('note'));
  expect(note.value).toBe('none');
  expect(screen.getByText('Of x.')).toBeDefined();
  expect(screen.getByText(words.unused.title('1 column'))).toBeDefined();
  act(() => {
    screen.getByRole('button', { name: words.unused.useOf('note', words.uses.text) }).click();
  });
  expect(note.value).toBe('text');
  expect(screen.queryByText(words.unused.title('1 column'))).toBeNull();
  fireEvent.change(screen.getByLabelText(words.useOf('y')), { target: { value: 'group' } });
  // The preview follows what is changed.
  await expect
    .poll(() => looked.at(-1))
    .toMatchObject({ mapping: { group: '{y}', inputs: [{ columns: ['x'] }, { kind: 'text', columns: ['note'] }] } });
  await screen.findByText('No preview here.');
  act(() => {
    screen.getByRole('button', { name: words.import }).click();
  });
  await expect
    .poll(() => imported)
    .toMatchObject([{ directory: '/data/my birds', name: 'my-birds', title: 'My birds', mapping: { group: '{y}' } }]);
});

it('what cannot be imported yet is said at its field, and nothing can be imported meanwhile', async () => {
  show({
    'data.inspect': () => ({
      ...{
        layout: null,
        preset: null,
        reason: 'Laid out as MFNet RGB-T.',
        source: mapping.source,
        columns,
        mapping,
        preview: null,
        problem: 'None.',
      },
    }),
  });
  // Why the rows are taken for rows.
  await screen.findByText('Laid out as MFNet RGB-T.');
  const test = await screen.findByLabelText(words.test);
  const start = screen.getByRole<HTMLButtonElement>('button', { name: words.import });
  expect(start.disabled).toBe(false);
  fireEvent.change(test, { target: { value: '0.95' } });
  expect(test.getAttribute('aria-invalid')).toBe('true');
  expect(start.disabled).toBe(true);
  fireEvent.change(test, { target: { value: '0.3' } });
  expect(start.disabled).toBe(false);
});

const kitti = {
  ...{ layout: { format: 'kitti-road' as const, title: 'KITTI-Road' }, preset: null, preview: null, problem: null },
  ...{ reason: 'Files in a folder for each class.', source: mapping.source, columns, mapping },
};

it('a folder of a layout that the lab reads is imported so, and by hand only where that is asked for', async () => {
  const imported: unknown[] = [];
  const looked: unknown[] = [];
  show({
    'data.inspect': (params) => {
      looked.push(params.mapping);
      return params.mapping === undefined ? kitti : { ...kitti, layout: null };
    },
    'data.import': (params) => {
      imported.push(params);
      throw new LabError('invalid', 'has no folder "depth_u16".', { where: '/data', remedy: 'Add it.' });
    },
  });
  await screen.findByRole('heading', { name: words.laidOut('KITTI-Road') });
  expect(screen.queryByLabelText(words.useOf('x'))).toBeNull();
  fireEvent.change(screen.getByLabelText(shared.height), { target: { value: '64' } });
  act(() => {
    screen.getByRole('button', { name: shared.start }).click();
  });
  expect((await screen.findByRole('alert')).textContent).toContain('has no folder "depth_u16".');
  expect(imported).toEqual([
    {
      ...{ format: 'kitti-road', directory: '/data/my birds', name: 'my-birds', title: 'My birds', imageSide: 64 },
      classes: ['not hateful', 'hateful'],
    },
  ]);
  // What the columns would make of it is not read unless it is wanted.
  expect(looked).toEqual([undefined]);
  act(() => {
    screen.getByRole('button', { name: words.byHand }).click();
  });
  await screen.findByLabelText(words.useOf('x'));
  await expect.poll(() => looked.length).toBe(2);
  expect(screen.getByText(kitti.reason)).toBeDefined();
  act(() => {
    screen.getByRole('button', { name: words.asLaidOut('KITTI-Road') }).click();
  });
  await screen.findByRole('heading', { name: words.laidOut('KITTI-Road') });
});

it('a folder that only its layout can read says why it cannot be mapped', async () => {
  show({
    'data.inspect': () => ({ ...kitti, source: null, mapping: null, columns: [], reason: '', problem: 'No rows.' }),
  });
  await screen.findByText(words.notByHand('No rows.'));
  expect(screen.queryByRole('button', { name: words.byHand })).toBeNull();
});
