import { Modal, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { commands, type CommandGroup, type CommandId } from '../../shared/commands';
import { texts } from '../texts/catalogue';
import { useAvailableCommands, useCommand } from './commands';
import { Keys } from './Palette';

const order = ['go', 'view', 'file', 'edit', 'run', 'help'] as const satisfies readonly CommandGroup[];

/** Every command with its keys; those that the page shown does not offer are dimmed. */
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
                <Table.Tr key={keys}>
                  <Table.Td>{what}</Table.Td>
                  <Table.Td ta="right">
                    <Keys shortcut={keys.replace(' ', '\u00a0')} />
                  </Table.Td>
                </Table.Tr>
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
  const entries = Object.entries(commands).filter(([, command]) => command.group === group);
  return (
    <Stack gap={4}>
      <Title order={3}>{texts.app.shortcuts.groups[group]}</Title>
      <Table withRowBorders={false} verticalSpacing={3}>
        <Table.Tbody>
          {entries.map(([id, { title, shortcut }]) => (
            <Table.Tr key={id}>
              <Table.Td>
                {title}
                {available.has(id as CommandId) ? null : (
                  <Text span size="xs" c="dimmed">
                    {` (${texts.app.shortcuts.notHere})`}
                  </Text>
                )}
              </Table.Td>
              <Table.Td ta="right">
                {shortcut === null ? (
                  <Text size="xs" c="dimmed">
                    {texts.app.shortcuts.none}
                  </Text>
                ) : (
                  <Keys shortcut={shortcut} />
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Stack>
  );
}
