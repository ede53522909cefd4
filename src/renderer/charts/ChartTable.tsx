import { Table as MantineTable, Text } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import type { Table } from '../../report/document';
import { isHash } from '../../report/page/table';
import { tableInFractions } from '../../report/units/table-in-fractions';
import { shownText } from '../../shared/text/shown-text';
import { termNamed } from '../texts/glossary';
import { Hash } from '../ui/Hash';
import { Term } from '../ui/Term';
import { useShares } from '../ui/use-shares';

/** Widest a table gets, in CSS pixels, so that a value stands near what it is of: its first column, and each other. */
const firstWidth = 380;
const columnWidth = 220;

/** The report's table of a chart's numbers, in the window's look. */
export function ChartTable({ table: given }: { readonly table: Table }): ReactNode {
  const { unit } = useShares();
  const table = useMemo(() => (unit === 'percent' ? given : tableInFractions(given)), [given, unit]);
  return (
    <>
      <MantineTable.ScrollContainer minWidth={420}>
        <MantineTable captionSide="top" maw={firstWidth + columnWidth * (table.columns.length - 1)}>
          <MantineTable.Caption ta="left">{shownText(table.caption)}</MantineTable.Caption>
          <MantineTable.Thead>
            <MantineTable.Tr>
              {table.columns.map(({ title, align }, index) => (
                <MantineTable.Th key={index} ta={align}>
                  <Heading text={title} />
                </MantineTable.Th>
              ))}
            </MantineTable.Tr>
          </MantineTable.Thead>
          <MantineTable.Tbody>
            {table.rows.map((row, index) =>
              row.kind === 'group' ? (
                <MantineTable.Tr key={index}>
                  <MantineTable.Th colSpan={table.columns.length} scope="colgroup">
                    {shownText(row.title)}
                  </MantineTable.Th>
                </MantineTable.Tr>
              ) : (
                <MantineTable.Tr key={index}>
                  {row.cells.map((cell, column) => (
                    <MantineTable.Td key={column} ta={table.columns.at(column)?.align ?? 'left'}>
                      {column === 0 ? (
                        <Heading text={cell.text} />
                      ) : isHash(cell.text) ? (
                        <Hash
                          value={cell.text}
                          name={shownText(`${table.columns[column].title}, ${row.cells[0].text}`)}
                          short
                        />
                      ) : (
                        shownText(cell.text)
                      )}
                      {cell.interval === undefined ? null : (
                        <>
                          {' '}
                          <Text span size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
                            {cell.interval}
                          </Text>
                        </>
                      )}
                    </MantineTable.Td>
                  ))}
                </MantineTable.Tr>
              ),
            )}
          </MantineTable.Tbody>
        </MantineTable>
      </MantineTable.ScrollContainer>
      {table.note === undefined ? null : (
        <Text size="xs" c="dimmed">
          {shownText(table.note)}
        </Text>
      )}
    </>
  );
}

/** Explained where it is a term of the glossary. */
function Heading({ text }: { readonly text: string }): ReactNode {
  const term = termNamed(text);
  return term === null ? shownText(text) : <Term id={term}>{shownText(text)}</Term>;
}
