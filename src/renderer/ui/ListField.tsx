import { TextInput, type TextInputProps } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { numberOr } from './typed-number';

export interface ListFieldProps extends Omit<TextInputProps, 'value' | 'defaultValue' | 'onChange' | 'error'> {
  /** Numbers; a text in the place of one that is none (yet). */
  readonly value: unknown;
  readonly error?: string | null;
  readonly onChange: (value: readonly (number | string)[]) => void;
}

/** Several numbers with commas between them, shown as they are typed. */
export function ListField({ value, error, onChange, ...field }: ListFieldProps): ReactNode {
  const held = Array.isArray(value) ? value.join(', ') : '';
  const [typed, setTyped] = useState(held);
  // As it is typed, unless somebody else has changed the numbers.
  const shown = numbersIn(typed).join(', ') === held ? typed : held;
  return (
    <TextInput
      inputMode="decimal"
      autoComplete="off"
      {...field}
      value={shown}
      error={error}
      onChange={({ currentTarget: { value: text } }) => {
        setTyped(text);
        onChange(numbersIn(text));
      }}
    />
  );
}

function numbersIn(text: string): readonly (number | string)[] {
  return text.trim() === '' ? [] : text.split(',').map((part) => numberOr(part.trim()));
}
