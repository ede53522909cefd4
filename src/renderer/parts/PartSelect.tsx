import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { texts } from '../texts/catalogue';
import type { Choice } from '../../shared/planning/choice-catalogue';
import type { FieldAt } from './problems';

/** Stands for no part: Mantine knows texts only. */
const nothing = '';

export interface PartSelectProps {
  readonly label: string;
  readonly choices: readonly Choice[];
  /** Name of the chosen part; null: none. */
  readonly name: string | null;
  readonly at: FieldAt;
  /** The choice of none; absent: there has to be a part. */
  readonly none?: { readonly label: string; readonly disabled: boolean };
  /** Below it: what the part does, or why it cannot be chosen. */
  readonly hint?: string;
  readonly disabled?: boolean;
  readonly width?: number;
  /** Why a part cannot be chosen; null: it can. */
  readonly reason?: (name: string) => string | null;
  readonly onChange: (name: string | null) => void;
}

/** One part of a model by its name. */
export function PartSelect(props: PartSelectProps): ReactNode {
  const { label, choices, name, at, none, hint, disabled = false, width, reason, onChange } = props;
  return (
    <Select
      label={label}
      {...(width === undefined ? {} : { w: width })}
      {...(hint === undefined ? {} : { description: hint })}
      allowDeselect={false}
      disabled={disabled}
      data={[
        ...choices.map((choice) => {
          const why = reason?.(choice.name) ?? null;
          return {
            value: choice.name,
            label: why === null ? choice.name : texts.parts.cannot(choice.name, why),
            // What is chosen already shows its problem where it stands.
            disabled: why !== null && choice.name !== name,
          };
        }),
        ...(none === undefined ? [] : [{ value: nothing, ...none }]),
      ]}
      value={name ?? nothing}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      {...at}
      onChange={(chosen) => {
        onChange(chosen === nothing ? null : chosen);
      }}
    />
  );
}
