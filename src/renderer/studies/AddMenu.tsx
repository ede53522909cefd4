import { Button, Menu, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';

export interface AddMenuProps<Name extends string> {
  /** `Add a model`. */
  readonly label: string;
  readonly choices: readonly {
    readonly name: Name;
    readonly label: string;
    readonly meaning: string | undefined;
    /** Why it cannot be added; null or absent: it can. */
    readonly reason?: string | null;
  }[];
  readonly onAdd: (name: Name) => void;
}

/** Pixels that a long menu leaves free above and below: the bars of the window. */
const room = { top: 52, bottom: 36 };

/** A button that offers what can be added, each with what it means. */
export function AddMenu<Name extends string>({ label, choices, onAdd }: AddMenuProps<Name>): ReactNode {
  return (
    // What scrolls has something in it that takes the focus.
    <Menu position="bottom-end" width={320} menuItemTabIndex={0} middlewares={{ size: { padding: room } }}>
      <Menu.Target>
        <Button variant="default" leftSection={<IconPlus size={15} aria-hidden />}>
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown style={{ overflowY: 'auto' }}>
        {choices.map(({ name, label: title, meaning, reason = null }) => (
          <Menu.Item
            key={name}
            disabled={reason !== null}
            onClick={() => {
              onAdd(name);
            }}
          >
            <b>{title}</b>
            <Text size="xs" c="dimmed">
              {reason ?? meaning}
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
