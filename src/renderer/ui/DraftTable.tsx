import { ActionIcon, Group, Paper, Title } from '@mantine/core';
import { IconCopy, IconTrash } from '@tabler/icons-react';
import { useId, useMemo, type ReactNode } from 'react';
import { utcTime } from '../../analysis/format';
import { shownText } from '../../shared/text/shown-text';
import type { Draft } from '../../shared/window/workspace';
import { useUndo } from '../undo/undo';
import { texts } from '../texts/catalogue';
import { useEdits } from '../workspace/use-edits';
import { DataTable } from './table/DataTable';
import type { Column } from './table/column';

const words = texts.ui.drafts;

export interface DraftTableProps {
  /** Of the table, by which its layout is remembered. */
  readonly id: string;
  readonly drafts: readonly Draft[];
  /** What a draft is of: `Study`. */
  readonly of: string;
  /** Of a draft without a name. */
  readonly untitled: string;
  readonly href: (draft: Draft) => string;
  /** The content of a copy. @param title of the copy */
  readonly copied: (content: unknown, title: string) => unknown;
  /** Instead of rows, where there are none. */
  readonly empty: ReactNode;
}

/** Things begun and not handed to the engine yet: to go on with, to copy, to remove. */
export function DraftTable({ id, drafts, of, untitled, href, copied, empty }: DraftTableProps): ReactNode {
  const heading = useId();
  const { save, remove } = useEdits('drafts');
  const { offer } = useUndo();
  const titleOf = useMemo(
    () =>
      ({ title }: Draft): string =>
        title === '' ? untitled : shownText(title),
    [untitled],
  );
  const columns: readonly Column<Draft>[] = useMemo(() => {
    const copy = (draft: Draft): void => {
      const { kind, project, content } = draft;
      const title = words.copyOf(titleOf(draft)).slice(0, 120);
      void save({ id: crypto.randomUUID(), kind, project, title, content: copied(content, title) });
    };
    const takeAway = async (draft: Draft): Promise<void> => {
      const undo = await remove(draft);
      if (undo !== null) offer({ text: words.removed(titleOf(draft)), undo });
    };
    return [
      { id: 'name', title: of, value: titleOf },
      {
        id: 'changed',
        title: words.changed,
        value: ({ changedAt }) => changedAt,
        cell: ({ changedAt }) => utcTime(changedAt),
        width: 180,
      },
      {
        id: 'actions',
        title: words.actions,
        value: () => null,
        width: 100,
        cell: (draft) => (
          <Group gap={2} wrap="nowrap">
            <ActionIcon
              color="gray"
              aria-label={words.of(words.copy, titleOf(draft))}
              onClick={() => {
                copy(draft);
              }}
            >
              <IconCopy size={16} aria-hidden />
            </ActionIcon>
            <ActionIcon
              color="gray"
              aria-label={words.of(words.remove, titleOf(draft))}
              onClick={() => void takeAway(draft)}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </Group>
        ),
      },
    ];
  }, [save, remove, offer, of, titleOf, copied]);
  return (
    <Paper component="section" aria-labelledby={heading}>
      <Title order={2} id={heading} mb="xs">
        {words.title}
      </Title>
      <DataTable
        id={id}
        title={words.title}
        rows={drafts}
        columns={columns}
        rowId={(draft) => draft.id}
        rowTitle={titleOf}
        href={href}
        initial={{ sort: { column: 'changed', descending: true } }}
        maxHeight="320px"
        empty={empty}
      />
    </Paper>
  );
}
