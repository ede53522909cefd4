import { ActionIcon, Group, Slider, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';

export interface StepperProps {
  /** From 0. */
  readonly index: number;
  readonly count: number;
  readonly words: {
    readonly previous: string;
    readonly next: string;
    /** Of the slider. */
    readonly place: string;
  };
  /** `3 of 20`. */
  readonly shown: string;
  readonly onChange: (index: number) => void;
}

/** One of many: a step back, a step on, or anywhere with the slider. */
export function Stepper({ index, count, words, shown, onChange }: StepperProps): ReactNode {
  return (
    <Group gap="xs" wrap="nowrap" flex={1}>
      <ActionIcon
        aria-label={words.previous}
        disabled={index === 0}
        onClick={() => {
          onChange(index - 1);
        }}
      >
        <IconChevronLeft size={18} />
      </ActionIcon>
      <ActionIcon
        aria-label={words.next}
        disabled={index === count - 1}
        onClick={() => {
          onChange(index + 1);
        }}
      >
        <IconChevronRight size={18} />
      </ActionIcon>
      <Text size="sm" aria-live="polite" style={{ flex: 'none' }}>
        {shown}
      </Text>
      {count < 2 ? null : (
        <Slider
          style={{ flex: 1 }}
          size="sm"
          min={1}
          max={count}
          value={index + 1}
          label={null}
          thumbLabel={words.place}
          onChange={(value) => {
            onChange(value - 1);
          }}
        />
      )}
    </Group>
  );
}
