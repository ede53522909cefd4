import { ActionIcon, Group, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { decimal } from '../../analysis/format';
import { texts } from '../texts/catalogue';

const words = texts.ui.pager;

export interface PagerProps {
  readonly offset: number;
  readonly perPage: number;
  readonly all: number;
  readonly onChange: (offset: number) => void;
}

/** Which samples of all are shown, and a way to those before and after. */
export function Pager({ offset, perPage, all, onChange }: PagerProps): ReactNode {
  return (
    <Group gap={4}>
      <ActionIcon
        aria-label={words.previous}
        disabled={offset === 0}
        onClick={() => {
          onChange(Math.max(0, offset - perPage));
        }}
      >
        <IconChevronLeft size={18} />
      </ActionIcon>
      <Text size="sm" aria-live="polite">
        {words.place(decimal(Math.min(all, offset + 1)), decimal(Math.min(all, offset + perPage)), decimal(all))}
      </Text>
      <ActionIcon
        aria-label={words.next}
        disabled={offset + perPage >= all}
        onClick={() => {
          onChange(offset + perPage);
        }}
      >
        <IconChevronRight size={18} />
      </ActionIcon>
    </Group>
  );
}
