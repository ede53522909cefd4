import { ActionIcon, Group, Paper, Title } from '@mantine/core';
import { IconCopy, IconTrash } from '@tabler/icons-react';
import { useMemo, type ReactNode } from 'react';
import { utcTime } from '../../analysis/format';
import { visibleText } from '../../shared/visible-text';
import type { Draft } from '../../shared/workspace';
import { hrefTo } from '../app/route';
import { useUndo } from '../app/undo';
import { texts } from '../texts/catalogue';
import { EmptyState } from '../ui/EmptyState';
import type { Column } from '../ui/table/column';
import { DataTable } from '../ui/table/DataTable';
import { useDrafts } from '../workspace/use-drafts';
import { useEdits } from '../workspace/use-edits';
import { useProject } from '../workspace/use-project';

const words = texts.studies.drafts;

/** Studies that were begun and not started: those of the project shown. */
export function Drafts(): ReactNode {
  const drafts = useDrafts();
  const [project] = useProject();
  const projectId = project?.id ?? null;
  const rows = useMemo(
    () => drafts.filter((draft) => projectId === null || draft.project === projectId),
    [drafts, projectId],
  );
  const { save, remove } = useEdits('drafts');
  const { offer } = useUndo();
  const columns: readonly Column<Draft>[] = useMemo(() => {
    const copy = (draft: Draft): void => {
      const { project: owner, content } = draft;
      const title = words.copyOf(titleOf(draft)).slice(0, 120);
      const named = typeof content === 'object' && content !== null ? { ...content, name: title } : content;
      void save({ id: crypto.randomUUID(), kind: 'study', project: owner, title, content: named });
    };
    const takeAway = async (draft: Draft): Promise<void> => {
      const undo = await remove(draft);
      if (undo !== null) offer({ text: words.removed(titleOf(draft)), undo });
    };
    return [
      { id: 'name', title: words.name, value: titleOf },
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
  }, [save, remove, offer]);
  return (
    <Paper component="section" aria-labelledby="drafts">
      <Title order={2} id="drafts" mb="xs">
        {words.title}
      </Title>
      <DataTable
        id="drafts"
        title={words.title}
        rows={rows}
        columns={columns}
        rowId={({ id }) => id}
        rowTitle={titleOf}
        href={({ id }) => hrefTo('studies', [id])}
        initial={{ sort: { column: 'changed', descending: true } }}
        maxHeight="320px"
        empty={<EmptyState {...words.none} />}
      />
    </Paper>
  );
}

function titleOf({ title }: Draft): string {
  return title === '' ? words.untitled : visibleText(title);
}
