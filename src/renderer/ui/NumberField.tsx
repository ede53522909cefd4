import { TextInput, type TextInputProps } from '@mantine/core';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { shownText } from '../../shared/text/shown-text';
import { texts } from '../texts/catalogue';
import { numberOr, stepped, typedNumber } from './typed-number';

const words = texts.ui.number;

export interface NumberFieldProps extends Omit<
  TextInputProps,
  'value' | 'defaultValue' | 'onChange' | 'error' | 'step'
> {
  /** A number; a text while what is typed is none; anything else: nothing is typed. */
  readonly value: unknown;
  /** What the form has against it; that it is no number, the field says itself. */
  readonly error?: string | null | undefined;
  /** What an arrow key adds or takes away; left out: one of the second digit that counts. */
  readonly step?: number;
  /** @param value a text where it is no number; empty where the field is emptied */
  readonly onChange: (value: number | string) => void;
}

/**
 * A number, typed as text and shown as it is typed (`1e-3`, `0.50`, `8/255`): a field that corrects what is typed hands
 * over another number than was meant. What is no number is said at the field, and handed over for the form to refuse.
 */
export function NumberField({ value, error, step, onChange, ...field }: NumberFieldProps): ReactNode {
  const held = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
  const [typed, setTyped] = useState(held);
  // As it is typed, unless somebody else has changed the number.
  const shown = String(numberOr(typed)) === held ? typed : held;
  const set = (text: string): void => {
    setTyped(text);
    onChange(text.trim() === '' ? '' : numberOr(text));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    const next = stepped(shown, event.key === 'ArrowUp' ? 1 : -1, step);
    if (next === null) return;
    event.preventDefault();
    set(String(next));
  };
  const isNumber = shown.trim() === '' || typedNumber(shown) !== null;
  return (
    <TextInput
      inputMode="decimal"
      autoComplete="off"
      {...field}
      value={shown}
      error={isNumber ? error : words.none(shownText(shown))}
      onChange={({ currentTarget }) => {
        set(currentTarget.value);
      }}
      onKeyDown={onKeyDown}
    />
  );
}
