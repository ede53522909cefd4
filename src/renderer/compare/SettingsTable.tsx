import { Button, Table, Text, Title } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import { shownText } from '../../shared/text/shown-text';
import { RunName } from '../charts/RunName';
import { texts } from '../texts/catalogue';
import type { NamedRun } from './accuracy-chart';
import { settingRows } from './settings-rows';

const words = texts.compare;

export interface SettingsTableProps {
  readonly runs: readonly NamedRun[];
}

/** What differs between what the runs are made of, side by side; what agrees where it is asked for. */
export function SettingsTable({ runs }: SettingsTableProps): ReactNode {
  const [isWhole, setWhole] = useState(false);
  const rows = useMemo(() => settingRows(runs.map(({ run }) => run)), [runs]);
  const differing = rows.filter(({ differs }) => differs);
  const agreeing = rows.length - differing.length;
  const shown = isWhole ? rows : differing;
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
              {shown.map(({ title, values, differences, differs }) => (
                <Table.Tr key={title}>
                  <Table.Th scope="row" fw={isWhole && differs ? 600 : 400} style={{ overflowWrap: 'anywhere' }}>
                    {shownText(title)}
                  </Table.Th>
                  {(isWhole ? values : differences).map((value, index) => (
                    <Table.Td key={index} fw={isWhole && differs ? 600 : 400} style={{ overflowWrap: 'anywhere' }}>
                      {shownText(value)}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {agreeing === 0 ? null : (
        <Button
          variant="subtle"
          mt="xs"
          aria-expanded={isWhole}
          onClick={() => {
            setWhole(!isWhole);
          }}
        >
          {isWhole ? words.showDifferences : words.showAll(agreeing)}
        </Button>
      )}
    </section>
  );
}
