import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState, type ReactNode } from 'react';
import { afterEach, expect, test } from 'vitest';
import { texts } from '../../../src/renderer/texts/catalogue';
import { NumberField } from '../../../src/renderer/ui/NumberField';

afterEach(cleanup);

let now: unknown;
let change: (value: unknown) => void;

function Form({ step }: { readonly step?: number }): ReactNode {
  const [value, setValue] = useState<unknown>(5);
  now = value;
  change = setValue;
  return (
    <MantineProvider>
      <NumberField label="side" value={value} onChange={setValue} {...(step === undefined ? {} : { step })} />
    </MantineProvider>
  );
}

const field = (): HTMLInputElement => screen.getByLabelText('side');
/** As a hand does: key by key. */
const typeKeys = (text: string): void => {
  for (let end = 1; end <= text.length; end += 1) {
    fireEvent.change(field(), { target: { value: text.slice(0, end) } });
  }
};

test.each([
  ['1e1', 10],
  ['1e-3', 0.001],
  ['-0.50', -0.5],
  ['8/255', 8 / 255],
])('%s is the number that it says, and stays as it is typed', (text, value) => {
  render(<Form />);
  typeKeys(text);
  expect(now).toBe(value);
  expect(field().value).toBe(text);
  expect(field().getAttribute('aria-invalid')).not.toBe('true');
});

test('what is no number is said at the field and handed over as it is; emptied it is empty, not nought', () => {
  render(<Form />);
  typeKeys('1e');
  expect(now).toBe('1e');
  expect(screen.getByText(texts.ui.number.none('1e'))).toBeDefined();
  expect(field().getAttribute('aria-invalid')).toBe('true');
  fireEvent.change(field(), { target: { value: '' } });
  expect(now).toBe('');
  expect(field().value).toBe('');
});

test('arrows take steps; a number that is changed elsewhere is shown', () => {
  render(<Form step={0.05} />);
  fireEvent.keyDown(field(), { key: 'ArrowUp' });
  expect(now).toBe(5.05);
  fireEvent.keyDown(field(), { key: 'ArrowDown' });
  fireEvent.keyDown(field(), { key: 'ArrowDown' });
  expect(field().value).toBe('4.95');
  act(() => {
    change(7);
  });
  expect(field().value).toBe('7');
});
