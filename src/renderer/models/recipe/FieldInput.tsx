import { NumberInput, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { ChoiceField } from '../../../shared/planning/recipe-catalogue';
import { texts } from '../../texts/catalogue';

const words = texts.models.form;

export interface FieldInputProps {
  readonly field: ChoiceField;
  readonly value: unknown;
  /** What is wrong with it. */
  readonly problem: string | null;
  readonly onChange: (value: unknown) => void;
}

/** One field of a part, as its schema states it: meaning, unit, range. */
export function FieldInput({ field, value, problem, onChange }: FieldInputProps): ReactNode {
  const common = {
    label: words.field(spaced(field.name), field.unit),
    description: `${field.meaning}. ${words.range(field.range)}`,
    error: problem,
  };
  if (Array.isArray(field.default)) return <ListInput {...common} value={value} onChange={onChange} />;
  const isOptional = field.default === null;
  return (
    <NumberInput
      {...common}
      hideControls
      placeholder={isOptional ? words.all : ''}
      value={typeof value === 'number' || typeof value === 'string' ? value : ''}
      onChange={(typed) => {
        onChange(typed === '' && isOptional ? null : typed);
      }}
    />
  );
}

interface ListInputProps {
  readonly label: string;
  readonly description: string;
  readonly error: string | null;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

/** A list of numbers as text; what is no number is passed on, for the schema to refuse. */
function ListInput({ label, description, error, value, onChange }: ListInputProps): ReactNode {
  const [text, setText] = useState(() => (Array.isArray(value) ? value.join(', ') : ''));
  return (
    <TextInput
      label={label}
      description={`${description} ${words.list}`}
      error={error}
      value={text}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        onChange(listOf(currentTarget.value));
      }}
    />
  );
}

/** `8, 16` → `[8, 16]`; `8, x` → `[8, 'x']`. */
export function listOf(text: string): readonly unknown[] {
  return text
    .split(/[\s,;]+/u)
    .filter(Boolean)
    .map((part) => (Number.isFinite(Number(part)) ? Number(part) : part));
}

/** `batchSize` → `batch size`. */
export function spaced(name: string): string {
  return name.replaceAll(/[A-Z]/gu, (letter) => ` ${letter.toLowerCase()}`);
}
