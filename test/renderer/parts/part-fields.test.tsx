// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { useState, type ReactNode } from 'react';
import { catalogue } from '../../../src/renderer/parts/catalogue';
import type { Fields } from '../../../src/renderer/parts/part-draft';
import { PartFields } from '../../../src/renderer/parts/PartFields';
import { attackCatalogue } from '../../../src/shared/planning/recipe-catalogue';

afterEach(cleanup);

let now: Fields = {};

function Form({ first }: { readonly first: Fields }): ReactNode {
  const [fields, setFields] = useState(first);
  now = fields;
  const choice = catalogue.encoders.find(({ name }) => name === 'cnn')!;
  return (
    <MantineProvider>
      <PartFields choice={choice} fields={fields} where="cnn" problems={[]} onChange={setFields} />
    </MantineProvider>
  );
}

const type = (label: RegExp, value: string): void => {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
};

test('a list of numbers is typed as text, and handed over as it is for the schema to refuse', () => {
  render(<Form first={{ name: 'cnn' }} />);
  expect(screen.getByLabelText<HTMLInputElement>(/^channels/u).placeholder).toMatch(/^default \d/u);
  type(/^channels/u, '8, 1');
  type(/^channels/u, '8, 16, x');
  expect(now).toEqual({ name: 'cnn', channels: [8, 16, 'x'] });
  expect(screen.getByLabelText<HTMLInputElement>(/^channels/u).value).toBe('8, 16, x');
});

test('an emptied field takes its default again', () => {
  render(<Form first={{ name: 'cnn', channels: [8], width: 4 }} />);
  type(/^channels/u, '');
  type(/^width/u, '');
  expect(now).toEqual({ name: 'cnn' });
});

test('what is no number has no field', () => {
  const kinds = attackCatalogue().flatMap(({ fields }) => fields.map(({ name, kind }) => [name, kind] as const));
  const other = new Set(kinds.filter(([, kind]) => kind === 'other').map(([name]) => name));
  expect(other).toContain('budgets');
  expect(other).toContain('modalities');
  expect(kinds).toContainEqual(['steps', 'number']);
});
