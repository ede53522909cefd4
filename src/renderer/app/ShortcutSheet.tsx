import { Group, Modal, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { commandGroups, commands, otherShortcuts, type CommandGroup, type CommandId } from '../../shared/commands';
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
      closeButtonProps={{ 'aria-label': texts.ui.close }}
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
                <Row key={keys} what={what} shortcut={keys.replace(' ', '\u00a0')} isOffered />
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
      : [command.shortcut, otherShortcuts[id as CommandId] ?? null].flatMap((shortcut) =>
          shortcut === null ? [] : [{ id, title: command.title, shortcut }],
        ),
  );
  if (entries.length === 0) return null;
  return (
    <Stack gap={4}>
      <Title order={3}>{commandGroups[group]}</Title>
      <Table withRowBorders={false} verticalSpacing={3}>
        <Table.Tbody>
          {entries.map(({ id, title, shortcut }) => (
            <Row key={shortcut} what={title} shortcut={shortcut} isOffered={available.has(id as CommandId)} />
          ))}
        </Table.Tbody>
      </Table>
    </Stack>
  );
}

function Row(props: { readonly what: string; readonly shortcut: string; readonly isOffered: boolean }): ReactNode {
  const { what, shortcut, isOffered } = props;
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
        <Group justify="flex-end">
          <Keys shortcut={shortcut} />
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}
