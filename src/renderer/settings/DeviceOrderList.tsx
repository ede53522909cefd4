import { ActionIcon, Group, Select, Stack, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { DeviceKind } from '../../shared/device';
import { texts } from '../texts/catalogue';

const words = texts.settings.deviceChoice;

export interface DeviceOrderListProps {
  readonly order: readonly DeviceKind[];
  readonly titleOf: (kind: DeviceKind) => string;
  readonly onChange: (order: readonly DeviceKind[]) => void;
}

/** Named devices in the order in which they are tried; one alone is pinned. */
export function DeviceOrderList({ order, titleOf, onChange }: DeviceOrderListProps): ReactNode {
  const swap = (one: number, other: number): void => {
    onChange(order.map((kind, index) => (index === one ? order[other] : index === other ? order[one] : kind)));
  };
  const others = DeviceKind.options.filter((kind) => !order.includes(kind));
  return (
    <Stack gap={4} pl={28} maw={460}>
      {order.map((kind, index) => (
        <Group key={kind} gap="xs" wrap="nowrap">
          <Text size="sm" style={{ flex: 1 }} truncate>
            {index + 1}. {titleOf(kind)}
          </Text>
          <ActionIcon
            variant="subtle"
            disabled={index === 0}
            aria-label={words.earlier(kind)}
            onClick={() => {
              swap(index, index - 1);
            }}
          >
            <IconArrowUp size={15} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            disabled={index === order.length - 1}
            aria-label={words.later(kind)}
            onClick={() => {
              swap(index, index + 1);
            }}
          >
            <IconArrowDown size={15} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            aria-label={words.remove(kind)}
            onClick={() => {
              onChange(order.filter((other) => other !== kind));
            }}
          >
            <IconX size={15} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      {others.length === 0 ? null : (
        <Select
          aria-label={words.add}
          placeholder={words.add}
          value={null}
          data={others.map((kind) => ({ value: kind, label: titleOf(kind) }))}
          onChange={(value) => {
            const kind = others.find((other) => other === value);
            if (kind !== undefined) onChange([...order, kind]);
          }}
        />
      )}
      <Text size="xs" c="dimmed">
        {order.length === 1 ? words.pinned : words.order}
      </Text>
    </Stack>
  );
}
