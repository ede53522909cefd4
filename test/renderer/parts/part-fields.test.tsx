import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { useState, type ReactNode } from 'react';
import { afterEach, expect, test } from 'vitest';
import { catalogue } from '../../../src/renderer/parts/catalogue';
import { PartFields } from '../../../src/renderer/parts/PartFields';
import type { Fields } from '../../../src/renderer/parts/part-draft';
import { trainingSections } from '../../../src/renderer/parts/training-sections';
import { texts } from '../../../src/renderer/texts/catalogue';
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
  const field = screen.getByRole('combobox', { name: label });
  fireEvent.click(field);
  // Other fields have options of the same names.
  const list = await waitFor(() => document.getElementById(field.getAttribute('aria-controls') ?? '')!);
  fireEvent.click(await within(list).findByText(option));
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
  render(<Form attack="training" />);
  const radius = screen.getByRole('textbox', { name: /^adversarial: image radius/u });
  fireEvent.change(radius, { target: { value: '0.5' } });
  fireEvent.blur(radius);
  expect(now).toEqual({ adversarial: { imageRadius: 0.5 } });
  expect(screen.getByText(/radius around each image; 0 leaves images alone/u)).toBeDefined();
});

test('training shows its fields by what they are for, those of a group by their own names', () => {
  const Training = (): ReactNode => {
    const [fields, setFields] = useState<Fields>({});
    now = fields;
    return (
      <MantineProvider>
        <PartFields
          choice={catalogue.training[0]}
          fields={fields}
          where="training"
          problems={[]}
          sections={trainingSections}
          onChange={setFields}
        />
      </MantineProvider>
    );
  };
  render(<Training />);
  const words = texts.parts.sections;
  const removals = within(screen.getByRole('group', { name: words.removals }));
  fireEvent.change(removals.getByRole('textbox', { name: 'rate' }), { target: { value: '0.5' } });
  expect(now).toEqual({ removals: { rate: 0.5 } });
  const adversarial = within(screen.getByRole('group', { name: words.adversarial }));
  expect(adversarial.getByRole('textbox', { name: /^image radius/u })).toBeDefined();
  const overfitting = within(screen.getByRole('group', { name: words.overfitting }));
  expect(overfitting.getByRole('textbox', { name: 'dropout' })).toBeDefined();
  // Each field once, and none lost.
  const all = catalogue.training[0].fields.flatMap((field) => (field.kind === 'group' ? field.fields : [field]));
  expect(document.querySelectorAll('[data-field]')).toHaveLength(all.length);
});

test('a section that nothing of can be set says why once, until something of it is set', () => {
  const Training = (): ReactNode => {
    const [fields, setFields] = useState<Fields>({ alternating: { alpha: 0.1 } });
    return (
      <MantineProvider>
        <PartFields
          choice={catalogue.training[0]}
          fields={fields}
          where="training"
          problems={[]}
          sections={trainingSections}
          reason={(field) => (field.startsWith('alternating.') ? 'all learn at once' : null)}
          onChange={setFields}
        />
        <button
          type="button"
          onClick={() => {
            setFields({ alternating: { alpha: 2 } });
          }}
        >
          set
        </button>
      </MantineProvider>
    );
  };
  render(<Training />);
  const section = within(screen.getByRole('group', { name: texts.parts.sections.alternating }));
  expect(section.queryByRole('textbox')).toBeNull();
  expect(section.getAllByText(texts.parts.notHere('all learn at once'))).toHaveLength(1);
  fireEvent.click(screen.getByRole('button', { name: 'set' }));
  // What is set can be set back; the rest cannot be touched.
  expect(section.getByRole('textbox', { name: 'α' })).toHaveProperty('disabled', false);
  expect(section.getByRole('checkbox', { name: 'α falls' })).toHaveProperty('disabled', true);
});
