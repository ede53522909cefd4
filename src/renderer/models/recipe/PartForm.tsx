import { Select, SimpleGrid, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Choice } from '../../../shared/planning/recipe-catalogue';
import type { Problem } from '../../../shared/parse';
import { FieldInput } from './FieldInput';
import type { Fields, PartDraft } from './spec-draft';

export interface PartFormProps {
  readonly label: string;
  readonly choices: readonly Choice[];
  /** Null: no part is chosen. */
  readonly part: PartDraft | null;
  /** Path of the part: `recipe.fusion`. */
  readonly where: string;
  readonly problems: readonly Problem[];
  /** The choice of no part; absent: there has to be one. */
  readonly none?: string;
  readonly onName: (name: string | null) => void;
  readonly onPart: (part: PartDraft) => void;
}

/** One part of a recipe: which, and its fields. */
export function PartForm(props: PartFormProps): ReactNode {
  const { label, choices, part, where, problems, none, onName, onPart } = props;
  const chosen = choices.find(({ name }) => name === part?.name);
  const nothing = '';
  return (
    <Stack gap="xs">
      <Select
        label={label}
        description={chosen?.meaning ?? ''}
        allowDeselect={false}
        value={part?.name ?? nothing}
        data={[
          ...choices.map(({ name }) => ({ value: name, label: name })),
          ...(none === undefined ? [] : [{ value: nothing, label: none }]),
        ]}
        error={problemAt(problems, `${where}.name`)}
        onChange={(name) => {
          onName(name === nothing ? null : name);
        }}
      />
      {chosen === undefined || part === null ? null : (
        <FieldsForm
          key={chosen.name}
          choice={chosen}
          fields={part}
          where={where}
          problems={problems}
          onChange={(fields) => {
            onPart({ ...part, ...fields });
          }}
        />
      )}
    </Stack>
  );
}

export interface FieldsFormProps {
  readonly choice: Choice;
  readonly fields: Fields;
  readonly where: string;
  readonly problems: readonly Problem[];
  readonly onChange: (fields: Fields) => void;
  readonly columns?: number;
}

/** The fields of a part. */
export function FieldsForm({ choice, fields, where, problems, onChange, columns = 1 }: FieldsFormProps): ReactNode {
  if (choice.fields.length === 0) return null;
  return (
    <SimpleGrid cols={{ base: 1, sm: columns }} spacing="sm" verticalSpacing="xs" style={{ alignItems: 'end' }}>
      {choice.fields.map((field) => (
        <FieldInput
          key={field.name}
          field={field}
          value={fields[field.name]}
          problem={problemAt(problems, `${where}.${field.name}`)}
          onChange={(value) => {
            onChange({ ...fields, [field.name]: value });
          }}
        />
      ))}
    </SimpleGrid>
  );
}

/** The first problem of a field, or of an entry in it. */
export function problemAt(problems: readonly Problem[], where: string): string | null {
  return problems.find((problem) => problem.where === where || problem.where.startsWith(`${where}[`))?.text ?? null;
}
