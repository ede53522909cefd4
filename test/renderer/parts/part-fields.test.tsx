// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState, type ReactNode } from 'react';
import { afterEach, expect, test } from 'vitest';
import { PartFields } from '../../../src/renderer/parts/PartFields';
import type { Fields } from '../../../src/renderer/parts/part-draft';
import { attackCatalogue, recipeCatalogue } from '../../../src/shared/planning/choice-catalogue';

afterEach(cleanup);

let now: Fields;

function Form({ attack }: { readonly attack: string }): ReactNode {
  const [fields, setFields] = useState<Fields>({});
  now = fields;
  const choice = [...attackCatalogue(), ...recipeCatalogue().training].find(({ name }) => name === attack)!;
  return (
    <MantineProvider>
      <PartFields choice={choice} fields={fields} where="plan.attacks[0]" problems={[]} onChange={setFields} />
    </MantineProvider>
  );
}

const choose = async (label: string, option: string): Promise<void> => {
  fireEvent.click(screen.getByRole('combobox', { name: label }));
  fireEvent.click(await screen.findByText(option));
};

test('what takes the place of what is removed, and the order, are chosen from the list', async () => {
  render(<Form attack="decoupling" />);
  await choose('fills: image', 'blur');
  expect(now).toEqual({ fills: { image: 'blur' } });
  await choose('fills: text', 'mask');
  await choose('order', 'cost');
  expect(now).toEqual({ fills: { image: 'blur', text: 'mask' }, order: 'cost' });
});

test('what is on or off is switched', () => {
  render(<Form attack="pgd" />);
  const start = screen.getByRole('checkbox', { name: 'random start' });
  expect(start).toHaveProperty('checked', true);
  fireEvent.click(start);
  expect(now).toEqual({ randomStart: false });
});

test('the radius of PGD in training has its own meaning and unit', () => {
  render(<Form attack="joint" />);
  const radius = screen.getByRole('textbox', { name: /^adversarial: image radius/u });
  fireEvent.change(radius, { target: { value: '0.5' } });
  fireEvent.blur(radius);
  expect(now).toEqual({ adversarial: { imageRadius: 0.5 } });
  expect(screen.getByText(/radius around each image; 0 leaves images alone/u)).toBeDefined();
});
