import { SimpleGrid, Stack, Text, type SimpleGridProps } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import type { Problem } from '../../shared/problem';
import type { Choice, ChoiceField } from '../../shared/planning/choice-catalogue';
import { texts } from '../texts/catalogue';
import { Field } from './Field';
import { withField, type Fields } from './part-draft';
import { fieldAt } from './problems';

export interface FieldSection {
  readonly title: string;
  /** Of fields; those of a single group need its name no more. */
  readonly names: readonly string[];
}

export interface PartFieldsProps {
  readonly choice: Choice;
  /** Of the chosen part, those that were given. */
  readonly fields: Fields;
  /** Path of the part: `recipe.fusion`, `plan.subjects[0].recipe.fusion`. */
  readonly where: string;
  readonly problems: readonly Problem[];
  readonly cols?: SimpleGridProps['cols'];
  /** Fields that belong together, under a title; the others come first, without one. */
  readonly sections?: readonly FieldSection[];
  /** Why a field cannot be set, by its path below the part; null: it can. */
  readonly reason?: (field: string) => string | null;
  readonly onChange: (fields: Fields) => void;
}

/** The fields of a part, or of the training; nothing where it has none. */
export function PartFields({ sections = [], ...props }: PartFieldsProps): ReactNode {
  const edited = editedFields(props.choice);
  if (edited.length === 0) return null;
  const placed = new Set(sections.flatMap(({ names }) => names));
  const others = edited.filter(({ name }) => !placed.has(name));
  if (sections.length === 0) return <FieldGrid {...props} edited={edited} />;
  return (
    <Stack gap="md">
      {others.length === 0 ? null : <FieldGrid {...props} edited={others} />}
      {sections.map(({ title, names }) => {
        const own = names.flatMap((wanted) => edited.filter(({ name }) => name === wanted));
        const why = reasonForAll(own, props);
        return (
          <Section key={title} title={title}>
            {why === null ? (
              <FieldGrid {...props} edited={own} isAlone={names.length === 1} />
            ) : (
              <Text size="xs" c="dimmed">
                {texts.parts.notHere(why)}
              </Text>
            )}
          </Section>
        );
      })}
    </Stack>
  );
}

/** Why none of them can be set, where it is one reason for all and none is set. */
function reasonForAll(
  edited: readonly ChoiceField[],
  { fields, reason }: Pick<PartFieldsProps, 'fields' | 'reason'>,
): string | null {
  const reasons = edited.flatMap((field) => {
    const parts = field.kind === 'group' ? field.fields : [field];
    const values = field.kind === 'group' ? groupIn(fields, field.name) : fields;
    return parts.map((part) => {
      const isSet = part.name in values && values[part.name] !== part.default;
      const path = field.kind === 'group' ? `${field.name}.${part.name}` : field.name;
      return isSet ? null : (reason?.(path) ?? null);
    });
  });
  const [first = null] = reasons;
  return reasons.every((own) => own === first) ? first : null;
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  const id = useId();
  return (
    <div role="group" aria-labelledby={id}>
      <Text id={id} size="sm" fw={650} mb={4}>
        {title}
      </Text>
      {children}
    </div>
  );
}

interface FieldGridProps extends Omit<PartFieldsProps, 'sections'> {
  readonly edited: readonly ChoiceField[];
  /** The title above says already of which group the fields are. */
  readonly isAlone?: boolean;
}

function FieldGrid({
  edited,
  fields,
  where,
  problems,
  cols = { base: 1, sm: 2, lg: 3 },
  isAlone = false,
  reason,
  onChange,
}: FieldGridProps): ReactNode {
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
              reason={reason?.(field.name) ?? null}
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
            field={{
              ...part,
              title: isAlone ? part.title : `${field.title}: ${part.title}`,
              meaning: part.meaning || field.meaning,
            }}
            value={group[part.name]}
            at={fieldAt(problems, `${where}.${field.name}.${part.name}`)}
            reason={reason?.(`${field.name}.${part.name}`) ?? null}
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
