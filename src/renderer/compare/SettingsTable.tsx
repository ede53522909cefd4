import { Table, Text, Title } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import { shownText } from '../../shared/shown-text';
import { RunName } from '../charts/RunName';
import { texts } from '../texts/catalogue';
import type { NamedRun } from './accuracy-chart';
import { settingRows } from './settings-rows';

const words = texts.compare;

export interface SettingsTableProps {
  readonly runs: readonly NamedRun[];
  readonly differencesOnly: boolean;
}

/** What the runs are made of, side by side; what differs stands out. */
export function SettingsTable({ runs, differencesOnly }: SettingsTableProps): ReactNode {
  const rows = useMemo(() => settingRows(runs.map(({ run }) => run)), [runs]);
  const shown = differencesOnly ? rows.filter(({ differs }) => differs) : rows;
  return (
    <section aria-labelledby="compared-settings">
      <Title order={2} id="compared-settings" mb="xs">
        {words.settings}
      </Title>
      {shown.length === 0 ? (
        <Text size="sm">{words.same}</Text>
      ) : (
        <Table.ScrollContainer minWidth={200 + 220 * runs.length}>
          <Table layout="fixed">
            <Table.Thead>
              <Table.Tr>
                <Table.Th w={200}>{words.setting}</Table.Th>
                {runs.map(({ run, name, style }) => (
                  <Table.Th key={run.input.run.id}>
                    <RunName name={name} style={style} />
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {shown.map(({ title, values, differs }) => (
                <Table.Tr key={title}>
                  <Table.Th scope="row" fw={differs ? 600 : 400}>
                    {shownText(title)}
                  </Table.Th>
                  {values.map((value, index) => (
                    <Table.Td key={index} fw={differs ? 600 : 400} style={{ overflowWrap: 'anywhere' }}>
                      {shownText(value)}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </section>
  );
}
