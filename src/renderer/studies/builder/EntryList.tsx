import { Stack, Text } from '@mantine/core';
import { Fragment, type ReactNode } from 'react';
import { useEntries } from './entries';

export interface EntryListProps<Item extends object> {
  readonly items: readonly Item[];
  /** Said where there is none. */
  readonly none: string | null;
  /** @param isFresh it was added while the list was shown */
  readonly card: (item: Item, index: number, isFresh: boolean) => ReactNode;
}

/** Parts of a plan below each other, each a card that stays as it is (open, folded) when others come and go. */
export function EntryList<Item extends object>({ items, none, card }: EntryListProps<Item>): ReactNode {
  const entries = useEntries(items);
  if (items.length === 0) {
    return none === null ? null : (
      <Text size="sm" c="dimmed">
        {none}
      </Text>
    );
  }
  return (
    <Stack gap={6}>
      {items.map((item, index) => (
        <Fragment key={entries[index].key}>{card(item, index, entries[index].isFresh)}</Fragment>
      ))}
    </Stack>
  );
}
