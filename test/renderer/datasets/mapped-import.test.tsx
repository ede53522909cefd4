import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { MappedImport } from '../../../src/renderer/datasets/MappedImport';
import { ConnectionProvider } from '../../../src/renderer/lab/connection';
import { texts } from '../../../src/renderer/texts/catalogue';
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
}));

function show(answers: Answers): void {
  render(
    <MantineProvider>
      <ConnectionProvider connection={fakeConnection(fakeLab(answers))}>
        <MappedImport onImported={() => undefined} />
      </ConnectionProvider>
    </MantineProvider>,
  );
  fireEvent.change(screen.getByLabelText(shared.folder), { target: { value: '/data/my birds' } });
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
  fireEvent.change(note, { target: { value: 'text' } });
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
      ...{ reason: 'A list.', source: mapping.source, columns, mapping, preview: null, problem: 'None.' },
    }),
  });
  const test = await screen.findByLabelText(words.test);
  const start = screen.getByRole<HTMLButtonElement>('button', { name: words.import });
  expect(start.disabled).toBe(false);
  fireEvent.change(test, { target: { value: '0.95' } });
  expect(test.getAttribute('aria-invalid')).toBe('true');
  expect(start.disabled).toBe(true);
  fireEvent.change(test, { target: { value: '0.3' } });
  expect(start.disabled).toBe(false);
});
