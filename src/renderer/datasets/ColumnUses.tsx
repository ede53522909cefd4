import { NativeSelect, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { columnUse, withUse, type MappingDraft } from '../../shared/mapping/edit';
import { ColumnUse, type GuessedColumn } from '../../shared/mapping/guess';
import { shownText } from '../../shared/text/shown-text';
import { texts } from '../texts/catalogue';

const words = texts.datasets.mapped;
/** Columns that are listed; those behind them stay as they were taken. */
const mostColumns = 60;

/** Every column of a folder, with its first rows, and what it is used as. */
export function ColumnUses({
  columns,
  draft,
  onChange,
}: {
  readonly columns: readonly GuessedColumn[];
  readonly draft: MappingDraft;
  readonly onChange: (draft: MappingDraft) => void;
}): ReactNode {
  return (
    <Table.ScrollContainer minWidth={560}>
      <Table verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            {[words.column, words.first, words.use, words.why].map((title) => (
              <Table.Th key={title}>{title}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {columns.slice(0, mostColumns).map((column) => {
            const { name, examples, reason, use: guessed } = column;
            const use = columnUse(draft, name);
            return (
              <Table.Tr key={name}>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>{shownText(name)}</Table.Td>
                <Table.Td>
                  <Text size="xs" c="dimmed" lineClamp={2} maw="36ch" style={{ overflowWrap: 'anywhere' }}>
                    {shownText(examples.join(' · '))}
                  </Text>
                </Table.Td>
                <Table.Td>
                  <NativeSelect
                    size="xs"
                    aria-label={words.useOf(shownText(name))}
                    value={use}
                    data={ColumnUse.options.map((value) => ({ value, label: words.uses[value] }))}
                    onChange={({ currentTarget }) => {
                      onChange(withUse(draft, column, ColumnUse.parse(currentTarget.value)));
                    }}
                  />
                </Table.Td>
                <Table.Td>
                  {/* What somebody has chosen needs no reason. */}
                  <Text size="xs">{use === guessed ? shownText(reason) : ''}</Text>
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
