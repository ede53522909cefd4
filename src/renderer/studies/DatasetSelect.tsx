import { Select, Stack, Text, type SelectProps } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import type { DatasetManifest } from '../../shared/data/dataset';
import { datasetOptions } from './dataset-options';

export interface DatasetSelectProps extends Pick<SelectProps, 'label' | 'w' | 'error'> {
  readonly manifests: readonly DatasetManifest[];
  readonly value: string | null;
  readonly onChange: (name: string) => void;
}

/** Data sets to choose from, each with what it asks of a model and from which inputs; of the chosen one that stands below. */
export function DatasetSelect({ manifests, value, onChange, ...field }: DatasetSelectProps): ReactNode {
  const options = useMemo(() => datasetOptions(manifests), [manifests]);
  const factsOf = (name: string | null): string | undefined => options.find((own) => own.value === name)?.facts;
  return (
    <Select
      {...field}
      allowDeselect={false}
      data={options.map((own) => ({ value: own.value, label: own.label }))}
      value={value}
      description={factsOf(value)}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      comboboxProps={{ width: 360, position: 'bottom-start' }}
      renderOption={({ option }) => (
        <Stack gap={0}>
          <Text size="sm">{option.label}</Text>
          <Text size="xs" c="dimmed">
            {factsOf(option.value)}
          </Text>
        </Stack>
      )}
      onChange={(name) => {
        if (name !== null) onChange(name);
      }}
    />
  );
}
