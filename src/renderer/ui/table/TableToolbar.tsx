import { ActionIcon, Button, Checkbox, Group, Popover, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconColumns3, IconSearch, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { decimal } from '../../../analysis/format';
import { texts } from '../../texts/catalogue';
import type { Column } from './column';
import { isShown, type TableLayout } from './layout';
import type { Selection } from './selection';

const words = texts.ui.table;

export interface TableToolbarProps {
  readonly title: string;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly columns: readonly Pick<Column<never>, 'id' | 'title' | 'hidden' | 'groupable'>[];
  readonly layout: TableLayout;
  readonly onLayout: (change: Partial<TableLayout>) => void;
  readonly shownRows: number;
  readonly allRows: number;
  readonly selection?: Selection;
  readonly actions: ReactNode;
}

/** Above a table: filter, groups, columns, how many rows there are, and what can be done with those selected. */
export function TableToolbar(props: TableToolbarProps): ReactNode {
  const { title, query, onQuery, columns, layout, onLayout, shownRows, allRows, selection, actions } = props;
  const groupable = columns.filter((column) => column.groupable === true);
  const selected = selection?.ids.size ?? 0;
  return (
    <Group gap="xs">
      <TextInput
        aria-label={words.searchLabel(title)}
        placeholder={words.search}
        w={220}
        value={query}
        leftSection={<IconSearch size={15} aria-hidden />}
        rightSection={
          query === '' ? null : (
            <ActionIcon
              size="sm"
              color="gray"
              aria-label={words.clearFilter}
              onClick={() => {
                onQuery('');
              }}
            >
              <IconX size={14} />
            </ActionIcon>
          )
        }
        onChange={(event) => {
          onQuery(event.currentTarget.value);
        }}
      />
      {groupable.length === 0 ? null : (
        <Select
          aria-label={words.group}
          w={170}
          allowDeselect={false}
          data={[
            { value: '', label: words.noGroup },
            ...groupable.map(({ id, title: name }) => ({ value: id, label: `${words.group} ${name.toLowerCase()}` })),
          ]}
          value={layout.group ?? ''}
          onChange={(value) => {
            onLayout({ group: value === null || value === '' ? null : value });
          }}
        />
      )}
      <Popover position="bottom-start" shadow="md" trapFocus>
        <Popover.Target>
          <Button variant="default" leftSection={<IconColumns3 size={15} aria-hidden />}>
            {words.columns}
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <Stack gap="xs">
            {columns.map((column) => (
              <Checkbox
                key={column.id}
                label={column.title}
                checked={isShown(column, layout)}
                onChange={() => {
                  const { turned } = layout;
                  onLayout({
                    turned: turned.includes(column.id)
                      ? turned.filter((id) => id !== column.id)
                      : [...turned, column.id],
                  });
                }}
              />
            ))}
            <Button
              variant="subtle"
              onClick={() => {
                onLayout({ turned: [] });
              }}
            >
              {words.reset}
            </Button>
          </Stack>
        </Popover.Dropdown>
      </Popover>
      <Text size="xs" c="dimmed" role="status">
        {words.rows(decimal(shownRows), decimal(allRows))}
        {selected === 0 ? '' : ` · ${words.selected(decimal(selected))}`}
      </Text>
      {selected === 0 ? null : (
        <Button variant="subtle" onClick={() => selection?.onChange(new Set())}>
          {words.clear}
        </Button>
      )}
      <Group gap="xs" ml="auto">
        {actions}
      </Group>
    </Group>
  );
}
