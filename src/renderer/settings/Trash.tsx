import { Button, Group, Stack, Table, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { utcTime } from '../../analysis/format';
import { shownText } from '../../shared/text/shown-text';
import { useLab } from '../lab/connection';
import { useAction } from '../lab/use-action';
import { useRequest } from '../lab/use-request';
import { texts } from '../texts/catalogue';
import { useConfirm } from '../ui/confirm';
import { ErrorNotice } from '../ui/ErrorNotice';
import { Loaded } from '../ui/Loaded';

const words = texts.settings.trash;

/** What was removed and can be brought back. @param props.onChanged told when the trash holds other things */
export function Trash({ onChanged }: { readonly onChanged: () => void }): ReactNode {
  const lab = useLab();
  const confirm = useConfirm();
  const trash = useRequest('trash.list', {});
  const change = async (work: Promise<unknown>): Promise<void> => {
    try {
      await work;
    } finally {
      trash.refresh();
      onChanged();
    }
  };
  const restoring = useAction((id: string) => change(lab.request('trash.restore', { id })));
  const emptying = useAction(async () => {
    const { question: title, text, empty: action } = words;
    if (await confirm({ title, text, action, dangerous: true })) await change(lab.request('trash.empty', {}));
  });
  const error = restoring.error ?? emptying.error;
  return (
    <Stack component="section" gap="xs" aria-labelledby="trash">
      <Title order={2} id="trash">
        {words.title}
      </Title>
      {error === null ? null : <ErrorNotice error={error} />}
      <Loaded request={trash} words={words.reading}>
        {(entries) =>
          entries.length === 0 ? (
            <Text size="sm" c="dimmed">
              {words.nothing}
            </Text>
          ) : (
            <>
              <Table.ScrollContainer minWidth={520}>
                <Table>
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th>{words.kind}</Table.Th>
                      <Table.Th>{words.name}</Table.Th>
                      <Table.Th>{words.removed}</Table.Th>
                      <Table.Th aria-label={words.restore} />
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {entries.map(({ id, kind, title, removedAt }) => (
                      <Table.Tr key={id}>
                        <Table.Td>{words.kinds[kind]}</Table.Td>
                        <Table.Td>{shownText(title)}</Table.Td>
                        <Table.Td>{utcTime(removedAt)}</Table.Td>
                        <Table.Td ta="right">
                          <Button
                            variant="default"
                            aria-label={`${words.restore}: ${shownText(title)}`}
                            loading={restoring.busy?.[0] === id}
                            onClick={() => {
                              restoring.start(id);
                            }}
                          >
                            {words.restore}
                          </Button>
                        </Table.Td>
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
              </Table.ScrollContainer>
              <Group>
                <Button
                  variant="default"
                  onClick={() => {
                    emptying.start();
                  }}
                >
                  {words.empty}
                </Button>
              </Group>
            </>
          )
        }
      </Loaded>
    </Stack>
  );
}
