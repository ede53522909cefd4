import { Checkbox, Select, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { ChoiceField } from '../../shared/planning/choice-catalogue';
import { texts } from '../texts/catalogue';
import type { FieldAt } from './problems';
import { defaultText, listText, optionText, typedList } from './field-text';
import { NumberField } from '../ui/NumberField';

const words = texts.parts;

export interface FieldProps {
  readonly field: ChoiceField;
  /** Undefined, or null where that is allowed: the default counts. */
  readonly value: unknown;
  readonly at: FieldAt;
  /** Why it cannot be set; null or absent: it can. One that is set all the same can be set back. */
  readonly reason?: string | null;
  /** @param value undefined: emptied */
  readonly onChange: (value: unknown) => void;
}

/** One field of a part, as its schema states it: meaning, unit, range, default. Nothing for what no field can edit. */
export function Field({ field, value, at, reason = null, onChange }: FieldProps): ReactNode {
  const { title, unit, meaning, range, kind, whole } = field;
  const common: Described = {
    label: words.field(title, unit),
    // What a list or a box offers shows what is allowed.
    description:
      reason !== null
        ? words.notHere(reason)
        : kind === 'one-of'
          ? words.meaning(meaning)
          : words.about(meaning, range.replace(/\bnull\b/u, words.empty)),
    placeholder: defaultText(field),
    disabled: reason !== null && (value === undefined || value === 0 || value === field.default),
    ...at,
  };
  switch (kind) {
    case 'number':
    case 'optional-number':
      return (
        <NumberField
          {...common}
          {...(whole ? { step: 1 } : {})}
          value={value}
          onChange={(typed) => {
            onChange(typed === '' ? undefined : typed);
          }}
        />
      );
    case 'numbers':
      return <ListInput {...common} value={value} onChange={onChange} />;
    case 'one-of':
      return (
        <Select
          {...common}
          allowDeselect={false}
          data={field.options.map((option) => ({ value: option, label: optionText(field, option) }))}
          value={typeof value === 'string' ? value : String(field.default)}
          onChange={onChange}
        />
      );
    case 'yes-no':
      return (
        <Checkbox
          label={common.label}
          description={reason === null ? meaning : common.description}
          disabled={common.disabled}
          {...at}
          checked={typeof value === 'boolean' ? value : field.default === true}
          onChange={({ currentTarget }) => {
            onChange(currentTarget.checked);
          }}
        />
      );
    case 'group':
    case 'other':
      return null;
    default:
      return kind satisfies never;
  }
}

interface Described extends FieldAt {
  readonly label: string;
  readonly description: string;
  readonly placeholder: string;
  readonly disabled: boolean;
}

interface ListInputProps extends Described {
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

/** A list of numbers as text. */
function ListInput({ value, onChange, ...common }: ListInputProps): ReactNode {
  const list = Array.isArray(value) ? listText(value) : '';
  const [typed, setTyped] = useState(list);
  return (
    <TextInput
      {...common}
      description={`${common.description} ${words.list}`}
      // What is being typed (`8, `), unless somebody else has changed the list.
      value={listText(typedList(typed)) === list ? typed : list}
      onChange={({ currentTarget }) => {
        const next = typedList(currentTarget.value);
        setTyped(currentTarget.value);
        onChange(next.length === 0 ? undefined : next);
      }}
    />
  );
}
