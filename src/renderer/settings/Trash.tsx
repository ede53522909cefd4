import { Button, Group, Stack, Table, Text, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { utcTime } from '../../analysis/format';
import type { LabError } from '../../shared/errors';
import { visibleText } from '../../shared/visible-text';
import { useLab } from '../lab/connection';
import { asLabError, useRequest } from '../lab/use-request';
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
  const [error, setError] = useState<LabError | null>(null);
  const change = async (work: () => Promise<unknown>): Promise<void> => {
    setError(null);
    try {
      await work();
    } catch (thrown) {
      setError(asLabError(thrown));
    }
    trash.refresh();
    onChanged();
  };
  const empty = async (): Promise<void> => {
    const { question: title, text, empty: action } = words;
    if (await confirm({ title, text, action, dangerous: true })) await change(() => lab.request('trash.empty', {}));
  };
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
                        <Table.Td>{visibleText(title)}</Table.Td>
                        <Table.Td>{utcTime(removedAt)}</Table.Td>
                        <Table.Td ta="right">
                          <Button
                            variant="default"
                            aria-label={`${words.restore}: ${visibleText(title)}`}
                            onClick={() => void change(() => lab.request('trash.restore', { id }))}
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
                <Button variant="default" onClick={() => void empty()}>
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
