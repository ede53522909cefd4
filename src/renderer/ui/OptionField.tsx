import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';

export interface OptionFieldProps {
  readonly label: string;
  readonly width?: number;
  /** Values and what people call them, in their order. */
  readonly options: Readonly<Record<string, string>>;
  readonly value: unknown;
  readonly error?: string | null;
  readonly disabled?: boolean;
  readonly onChange: (value: string) => void;
}

/** One of a few options. */
export function OptionField({
  label,
  width = 150,
  options,
  value,
  error = null,
  disabled = false,
  onChange,
}: OptionFieldProps): ReactNode {
  return (
    <NativeSelect
      size="xs"
      w={width}
      maw="100%"
      label={label}
      error={error}
      disabled={disabled}
      value={typeof value === 'string' ? value : Object.keys(options)[0]}
      data={Object.entries(options).map(([option, name]) => ({ value: option, label: name }))}
      onChange={({ currentTarget }) => {
        onChange(currentTarget.value);
      }}
    />
  );
}
