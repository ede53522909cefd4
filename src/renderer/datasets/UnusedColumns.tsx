import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { countOf, decimal } from '../../analysis/format';
import type { MappingDraft } from '../../shared/mapping/edit';
import type { GuessedColumn } from '../../shared/mapping/guess';
import { unusedColumns, withUnused } from '../../shared/mapping/unused';
import { shownText } from '../../shared/text/shown-text';
import { texts } from '../texts/catalogue';

const words = texts.datasets.mapped.unused;
/** Columns that are told one by one. */
const mostTold = 12;

/** Columns that the mapping leaves out, each with the reason and, where something can be made of it, a way to use it after all. */
export function UnusedColumns({
  columns,
  draft,
  onChange,
}: {
  readonly columns: readonly GuessedColumn[];
  readonly draft: MappingDraft;
  readonly onChange: (draft: MappingDraft) => void;
}): ReactNode {
  const unused = unusedColumns(draft, columns);
  if (unused.length === 0) return null;
  return (
    <Paper p="xs" component="section" aria-label={words.title(countOf(unused.length, 'column'))}>
      <Stack gap={4}>
        <Text size="sm" fw={600}>
          {words.title(countOf(unused.length, 'column'))}
        </Text>
        {unused.slice(0, mostTold).map((one) => {
          const name = shownText(one.column.name);
          return (
            <Group key={one.column.name} gap="xs" wrap="nowrap" justify="space-between">
              <Text size="xs" style={{ overflowWrap: 'anywhere' }}>
                <b>{name}</b> {shownText(one.reason)}
              </Text>
              {one.addable === null ? null : (
                <Button
                  variant="default"
                  size="compact-xs"
                  style={{ flexShrink: 0 }}
                  aria-label={words.useOf(name, texts.datasets.mapped.uses[one.addable])}
                  onClick={() => {
                    onChange(withUnused(draft, one));
                  }}
                >
                  {words.use(texts.datasets.mapped.uses[one.addable])}
                </Button>
              )}
            </Group>
          );
        })}
        {unused.length <= mostTold ? null : <Text size="xs">{words.more(decimal(unused.length - mostTold))}</Text>}
      </Stack>
    </Paper>
  );
}
