import { SimpleGrid, type SimpleGridProps } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Problem } from '../../shared/problem';
import type { Choice, ChoiceField } from '../../shared/planning/choice-catalogue';
import { Field } from './Field';
import { withField, type Fields } from './part-draft';
import { fieldAt } from './problems';

export interface PartFieldsProps {
  readonly choice: Choice;
  /** Of the chosen part, those that were given. */
  readonly fields: Fields;
  /** Path of the part: `recipe.fusion`, `plan.subjects[0].recipe.fusion`. */
  readonly where: string;
  readonly problems: readonly Problem[];
  readonly cols?: SimpleGridProps['cols'];
  readonly onChange: (fields: Fields) => void;
}

/** The fields of a part, or of the training; nothing where it has none. */
export function PartFields({
  choice,
  fields,
  where,
  problems,
  cols = { base: 1, sm: 2, lg: 3 },
  onChange,
}: PartFieldsProps): ReactNode {
  const edited = editedFields(choice);
  if (edited.length === 0) return null;
  return (
    <SimpleGrid cols={cols} spacing="sm" verticalSpacing="xs">
      {edited.flatMap((field) => {
        if (field.kind !== 'group') {
          return (
            <Field
              key={field.name}
              field={field}
              value={fields[field.name]}
              at={fieldAt(problems, `${where}.${field.name}`)}
              onChange={(value) => {
                onChange(withField(fields, field.name, value));
              }}
            />
          );
        }
        const group = groupIn(fields, field.name);
        return field.fields.map((part) => (
          <Field
            key={`${field.name}.${part.name}`}
            field={{ ...part, title: `${field.title}: ${part.title}`, meaning: part.meaning || field.meaning }}
            value={group[part.name]}
            at={fieldAt(problems, `${where}.${field.name}.${part.name}`)}
            onChange={(value) => {
              onChange(withField(fields, field.name, withField(group, part.name, value)));
            }}
          />
        ));
      })}
    </SimpleGrid>
  );
}

function groupIn(fields: Fields, name: string): Fields {
  const group = fields[name];
  return typeof group === 'object' && group !== null ? (group as Fields) : {};
}

/** Fields of a choice that there is a control for. */
export function editedFields({ fields }: Choice): readonly ChoiceField[] {
  return fields.filter(({ kind }) => kind !== 'other');
}
