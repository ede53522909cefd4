import { Modal, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import {
  commandGroups,
  commands,
  otherShortcuts,
  type CommandGroup,
  type CommandId,
} from '../../shared/window/commands';
import { texts } from '../texts/catalogue';
import { useAvailableCommands, useCommand } from '../commands/commands';
import { Keys } from './Palette';

const order = ['go', 'view', 'file', 'edit', 'help'] as const satisfies readonly CommandGroup[];

/** Every key and what it does; the palette has the commands that have none. */
export function ShortcutSheet(): ReactNode {
  const [opened, setOpened] = useState(false);
  useCommand('help.shortcuts', () => {
    setOpened(true);
  });
  return (
    <Modal
      opened={opened}
      onClose={() => {
        setOpened(false);
      }}
      title={texts.app.shortcuts.title}
      size="xl"
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
        {order.map((group) => (
          <GroupOfKeys key={group} group={group} />
        ))}
        <Stack gap={4}>
          <Title order={3}>{texts.app.shortcuts.table}</Title>
          <Table withRowBorders={false} verticalSpacing={3}>
            <Table.Tbody>
              {texts.app.shortcuts.tableKeys.map(([keys, what]) => (
                <Row key={keys} what={what} shortcuts={[keys.replace(' ', '\u00a0')]} isOffered />
              ))}
            </Table.Tbody>
          </Table>
        </Stack>
      </SimpleGrid>
    </Modal>
  );
}

function GroupOfKeys({ group }: { readonly group: CommandGroup }): ReactNode {
  const available = useAvailableCommands();
  const entries = Object.entries(commands).flatMap(([id, command]) =>
    command.group !== group
      ? []
      : command.shortcut === null
        ? []
        : [{ id, title: command.title, shortcuts: [command.shortcut, ...otherOf(id as CommandId)] }],
  );
  if (entries.length === 0) return null;
  return (
    <Stack gap={4}>
      <Title order={3}>{commandGroups[group]}</Title>
      <Table withRowBorders={false} verticalSpacing={3}>
        <Table.Tbody>
          {entries.map(({ id, title, shortcuts }) => (
            <Row key={id} what={title} shortcuts={shortcuts} isOffered={available.has(id as CommandId)} />
          ))}
        </Table.Tbody>
      </Table>
    </Stack>
  );
}

function otherOf(id: CommandId): readonly string[] {
  const { [id]: other } = otherShortcuts;
  return other === undefined ? [] : [other];
}

interface RowProps {
  readonly what: string;
  /** Each does it. */
  readonly shortcuts: readonly string[];
  readonly isOffered: boolean;
}

function Row({ what, shortcuts, isOffered }: RowProps): ReactNode {
  return (
    <Table.Tr>
      <Table.Td pl={0}>
        {what}
        {isOffered ? null : (
          <Text span size="xs" c="dimmed">
            {` (${texts.app.shortcuts.notHere})`}
          </Text>
        )}
      </Table.Td>
      <Table.Td pr={0} w={130}>
        <Stack gap={2} align="flex-end">
          {shortcuts.map((shortcut) => (
            <Keys key={shortcut} shortcut={shortcut} />
          ))}
        </Stack>
      </Table.Td>
    </Table.Tr>
  );
}
