import { Paper, Table, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { decimal } from '../../analysis/format';
import { Split, type DatasetManifest } from '../../shared/dataset';
import { visibleText } from '../../shared/visible-text';
import { useRequest } from '../lab/use-request';
import { texts } from '../texts/catalogue';
import { Loaded } from '../ui/Loaded';
import { useShares } from '../ui/use-shares';

const words = texts.datasets.balance;

/** How many samples every class has in every split, with its share of the split. */
export function ClassBalance({ manifest }: { readonly manifest: DatasetManifest }): ReactNode {
  const { share } = useShares();
  const balance = useRequest('data.balance', { dataset: manifest.name });
  const { splits, classes } = manifest;
  const cell = (count: number, all: number): string =>
    words.shareOf(decimal(count), share(all === 0 ? null : count / all));
  return (
    <Paper component="section" aria-labelledby="balance" h="100%">
      <Title order={2} id="balance" mb={4}>
        {words.title}
      </Title>
      <Loaded request={balance} words={words.reading}>
        {(counts) => (
          <Table.ScrollContainer minWidth={360} mah={320} scrollAreaProps={{ offsetScrollbars: true }}>
            <Table aria-labelledby="balance">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">{words.class}</Table.Th>
                  {Split.options.map((split) => (
                    <Table.Th key={split} scope="col" ta="right">
                      {words.splits[split]}
                    </Table.Th>
                  ))}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {classes.map((name, index) => (
                  <Table.Tr key={index}>
                    <Table.Th scope="row" fw={400}>
                      {visibleText(name)}
                    </Table.Th>
                    {Split.options.map((split) => (
                      <Table.Td key={split} ta="right">
                        {cell(counts[split][index], splits[split])}
                      </Table.Td>
                    ))}
                  </Table.Tr>
                ))}
                <Table.Tr>
                  <Table.Th scope="row">{words.all}</Table.Th>
                  {Split.options.map((split) => (
                    <Table.Td key={split} ta="right" fw={600}>
                      {decimal(splits[split])}
                    </Table.Td>
                  ))}
                </Table.Tr>
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </Loaded>
    </Paper>
  );
}
