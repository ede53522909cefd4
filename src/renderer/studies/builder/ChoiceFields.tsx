import { NumberInput, SimpleGrid } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Choice } from '../../../shared/planning/recipe-catalogue';
import { texts } from '../../texts/catalogue';
import { shownNumber, withField } from '../plan-edits';
import { problemAt, type Problem } from '../problems';

const words = texts.builder;

export interface ChoiceFieldsProps {
  readonly choice: Choice;
  /** The chosen part, with the fields that were given. */
  readonly value: Readonly<Record<string, unknown>>;
  /** Path of the part in the plan. */
  readonly where: string;
  readonly problems: readonly Problem[];
  readonly onChange: (value: Record<string, unknown>) => void;
}

/** The numbers that can be set of a part: each with its meaning, its unit, its range and its default. */
export function ChoiceFields({ choice, value, where, problems, onChange }: ChoiceFieldsProps): ReactNode {
  const fields = choice.fields.filter(
    ({ default: usual, range }) => typeof usual === 'number' || (usual === null && range.endsWith('null')),
  );
  if (fields.length === 0) return null;
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="sm">
      {fields.map(({ name, meaning, default: usual, unit, range }) => (
        <NumberInput
          key={name}
          label={name}
          description={words.withUnit(meaning, unit, range)}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          placeholder={words.defaultValue(typeof usual === 'number' ? String(usual) : words.all)}
          value={shownNumber(value[name])}
          error={problemAt(problems, `${where}.${name}`)}
          onChange={(content) => {
            onChange(withField({ ...value }, name, content));
          }}
        />
      ))}
    </SimpleGrid>
  );
}
